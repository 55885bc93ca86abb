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
 * Writes windows of events as a version 2 client does: each is prepared, then sent. Not
 * thread-safe.
 *
 * <p>A window is compressed as one frame. The protocol allows several, but the server of Beats' own
 * library (go-lumber, server/v2/reader.go) expects all the rest of a window in the first one.
 *
 * <p>An event that is larger than a server takes would be refused for ever and hold everything
 * behind it up; its {@code message} is shortened and it is tagged {@code _truncated}.
 */
public final class LumberjackWriter implements AutoCloseable {
  private static final int WINDOW_BYTES = 4 << 20;
  private static final int WORTH_COMPRESSING = 512;
  private static final int WINDOW_HEADER = 6;
  private static final int WINDOW_COUNT_AT = 2;
  private static final int JSON_LENGTH_AT = 6;
  private static final int COMPRESSED_HEADER = 6;
  private static final int COMPRESSED_LENGTH_AT = 2;
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

  /**
   * Makes a window of the first of these events, numbered from 1, and returns how many they are: at
   * most so many as told, and fewer when they are large.
   */
  public int prepare(List<Event> events, int most) {
    frames.truncate(0);
    frames.header('W', 0);
    int count = 0;
    while (count < Math.min(most, events.size()) && frames.size() < WINDOW_BYTES) {
      data(count + 1, events.get(count));
      count++;
    }
    frames.patch(WINDOW_COUNT_AT, count);
    return count;
  }

  /** Sends the window that was prepared last. */
  public void send() throws IOException {
    if (deflater == null || frames.size() < WORTH_COMPRESSING) {
      frames.writeTo(out);
    } else {
      compress(deflater);
      (compressed.size() < frames.size() ? compressed : frames).writeTo(out);
    }
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
    frames.patch(begin + JSON_LENGTH_AT, frames.size() - json);
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

  private void compress(Deflater with) {
    compressed.truncate(0);
    compressed.copy(frames, WINDOW_HEADER);
    compressed.header('C', 0);
    compressed.deflate(frames, WINDOW_HEADER, with);
    compressed.patch(
        WINDOW_HEADER + COMPRESSED_LENGTH_AT,
        compressed.size() - WINDOW_HEADER - COMPRESSED_HEADER);
  }
}
