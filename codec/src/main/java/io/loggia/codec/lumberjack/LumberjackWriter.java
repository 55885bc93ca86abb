package io.loggia.codec.lumberjack;

import io.loggia.codec.Flaw;
import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes windows of events as a version 2 client does. Events go out compressed in pieces, so that
 * the server can begin with the first while the next is being made. Not thread-safe.
 *
 * <p>An event that is larger than a server takes would be refused for ever and hold everything
 * behind it up; its {@code message} is shortened and it is tagged {@code _truncated}.
 */
public final class LumberjackWriter implements AutoCloseable {
  private static final int PIECE = 64 << 10;
  private static final int WORTH_COMPRESSING = 512;
  private static final int COUNT_AT = 6;
  // A character of JSON may take six bytes for one of the text, in UTF-8 or escaped.
  private static final int WORST_GROWTH = 6;

  private final OutputStream out;
  private final int largestEvent;
  private final Map<String, ?> metadata;
  private final @Nullable Deflater deflater;
  private final FrameBuffer frames = new FrameBuffer();
  private final FrameBuffer compressed = new FrameBuffer();
  private long truncated;

  /**
   * @param compression zlib's level, 0 for none
   * @param largestEvent most bytes of JSON in one frame
   * @param metadata goes with every event
   */
  public LumberjackWriter(
      OutputStream out, int compression, int largestEvent, Map<String, ?> metadata) {
    this.out = out;
    this.largestEvent = largestEvent;
    this.metadata = Map.copyOf(metadata);
    this.deflater = compression == 0 ? null : new Deflater(compression);
  }

  /** Writes one whole window; the events are numbered from 1. */
  public void window(List<Event> events) throws IOException {
    frames.truncate(0);
    frames.header('W', events.size());
    flush(false);
    int sequence = 0;
    for (Event event : events) {
      data(++sequence, event);
      if (frames.size() >= PIECE) {
        flush(true);
      }
    }
    flush(true);
    out.flush();
  }

  /** How many events were shortened so far. */
  public long truncated() {
    return truncated;
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
    }
  }

  private void data(int sequence, Event event) {
    int begin = frames.size();
    frames.header('J', sequence, 0);
    int json = frames.size();
    EventJson.write(event, metadata(event), frames);
    if (frames.size() - json > largestEvent) {
      truncated++;
      Event shorter = shorter(event);
      frames.truncate(json);
      EventJson.write(shorter, metadata(event), frames);
      if (frames.size() - json > largestEvent) {
        frames.truncate(json);
        EventJson.write(bare(shorter), ownMetadata(event.origin()), frames);
      }
    }
    frames.patch(begin + COUNT_AT, frames.size() - json);
  }

  private Map<String, ?> metadata(Event event) {
    if (!event.hasMetadata()) {
      return ownMetadata(event.origin());
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(event.metadata());
    all.putAll(ownMetadata(event.origin()));
    return all;
  }

  private Map<String, ?> ownMetadata(@Nullable Origin origin) {
    if (origin == null) {
      return metadata;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(metadata);
    all.putAll(BeatsOrigin.metadata(origin));
    return all;
  }

  private Event shorter(Event event) {
    Event shorter = event.copy();
    if (event.get(Event.MESSAGE) instanceof String message) {
      int most = largestEvent / 2 / WORST_GROWTH;
      boolean splitsPair =
          message.length() > most
              && most > 0
              && Character.isHighSurrogate(message.charAt(most - 1));
      shorter.set(
          Event.MESSAGE,
          message.substring(0, Math.min(message.length(), splitsPair ? most - 1 : most)));
    }
    shorter.addTag(Flaw.TRUNCATED.tag());
    return shorter;
  }

  /** What is left of an event whose other fields are too large as well. */
  private static Event bare(Event event) {
    Event bare = new Event(new LinkedHashMap<>());
    for (String name : List.of(Event.TIMESTAMP, Event.MESSAGE)) {
      Object value = event.get(name);
      if (value instanceof Instant || value instanceof String) {
        bare.set(name, value);
      }
    }
    bare.addTag(Flaw.TRUNCATED.tag());
    return bare;
  }

  private void flush(boolean compressible) throws IOException {
    if (frames.size() == 0) {
      return;
    }
    if (compressible && deflater != null && frames.size() >= WORTH_COMPRESSING) {
      compressed.truncate(0);
      compressed.header('C', 0);
      compressed.deflate(frames, deflater);
      compressed.patch(2, compressed.size() - COUNT_AT);
      compressed.writeTo(out);
    } else {
      frames.writeTo(out);
    }
    frames.truncate(0);
  }
}
