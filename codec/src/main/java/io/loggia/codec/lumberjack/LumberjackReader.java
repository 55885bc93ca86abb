package io.loggia.codec.lumberjack;

import io.loggia.codec.Flaw;
import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.Text;
import io.loggia.codec.lumberjack.LumberjackFrame.Data;
import io.loggia.codec.lumberjack.LumberjackFrame.Window;
import io.loggia.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client sends. Versions 1 and 2 may mix, as each frame names its own. Not
 * thread-safe.
 */
public final class LumberjackReader implements AutoCloseable {
  private static final String COMPRESSED = "a compressed frame";

  private final LumberjackLimits limits;
  private final JsonEventDecoder decoder;
  private final FrameSource stream;
  private final Inflater inflater = new Inflater();
  private @Nullable InflatedSource inflated;

  public LumberjackReader(InputStream in, LumberjackLimits limits, JsonEventDecoder decoder) {
    this.stream = new StreamSource(in);
    this.limits = limits;
    this.decoder = decoder;
  }

  /**
   * The next frame, or empty when the stream ends where a frame may end.
   *
   * @throws LumberjackException when the client breaks the protocol or a limit, or goes mid-frame
   */
  public Optional<LumberjackFrame> next() throws IOException {
    while (true) {
      if (inflated != null) {
        if (inflated.more()) {
          return Optional.of(frame(inflated));
        }
        inflated = null;
      }
      if (!stream.more()) {
        return Optional.empty();
      }
      Optional<LumberjackFrame> frame = frameOrCompressed();
      if (frame.isPresent()) {
        return frame;
      }
    }
  }

  /** Bytes of the stream that were taken so far. */
  public long offset() {
    return stream.offset();
  }

  @Override
  public void close() {
    inflater.end();
  }

  private Optional<LumberjackFrame> frameOrCompressed() throws IOException {
    long begin = stream.offset();
    int version = version(stream);
    byte type = stream.octet("a frame");
    if (type != 'C') {
      return Optional.of(frame(stream, begin, version, type));
    }
    int length = stream.bounded("the length of " + COMPRESSED, limits.compressedBytes());
    inflater.reset();
    inflated = new InflatedSource(stream, inflater, length, limits.inflatedBytes());
    return Optional.empty();
  }

  private LumberjackFrame frame(FrameSource source) throws IOException {
    long begin = source.offset();
    int version = version(source);
    return frame(source, begin, version, source.octet("a frame"));
  }

  private LumberjackFrame frame(FrameSource source, long begin, int version, byte type)
      throws IOException {
    return switch (type) {
      case 'W' -> new Window(version, source.bounded("the window size", limits.windowEvents()));
      case 'J' -> json(source);
      case 'D' -> pairs(source);
      case 'C' ->
          throw new LumberjackException(
              "a compressed frame inside a compressed frame, " + source.where(begin));
      case 'A' ->
          throw new LumberjackException("an acknowledgement from a client, " + source.where(begin));
      default ->
          throw new LumberjackException(
              "unknown frame type 0x%02x, %s".formatted(type & 0xff, source.where(begin + 1)));
    };
  }

  private static int version(FrameSource source) throws IOException {
    long at = source.offset();
    byte version = source.octet("a frame");
    if (version == '1' || version == '2') {
      return version - '0';
    }
    String guess =
        at > 0
            ? ""
            : switch (version) {
              case 0x16 -> "; the client speaks TLS";
              case 'G', 'P', 'H' -> "; the client may be speaking HTTP";
              case '{' -> "; the client sends JSON lines, for which there is the TCP input";
              default -> "";
            };
    throw new LumberjackException(
        "0x%02x is no protocol version, %s%s".formatted(version & 0xff, source.where(at), guess));
  }

  private Data json(FrameSource source) throws IOException {
    long sequence = source.number("a JSON frame");
    int length = source.bounded("the length of a JSON frame", limits.frameBytes());
    source.slice(length, "a JSON frame");
    Event event = decoder.decode(source.sliceBytes(), source.sliceOffset(), length);
    BeatsOrigin.take(event).ifPresent(event::origin);
    return new Data(sequence, length, event);
  }

  private Data pairs(FrameSource source) throws IOException {
    long sequence = source.number("a data frame");
    int count = source.bounded("the number of pairs of a data frame", limits.pairs());
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    int left = limits.frameBytes();
    boolean malformed = false;
    for (int i = 0; i < count; i++) {
      int keyLength = source.bounded("the length of a key", left);
      left -= keyLength;
      String key = text(source, keyLength, "a key");
      int valueLength = source.bounded("the length of a value", left);
      left -= valueLength;
      String value = text(source, valueLength, "a value");
      malformed |= Text.isMalformed(value, source.sliceBytes(), source.sliceOffset(), valueLength);
      fields.put(key, value);
    }
    // The shippers of version 1 call the message so.
    if (fields.containsKey("line") && !fields.containsKey(Event.MESSAGE)) {
      fields.put(Event.MESSAGE, fields.remove("line"));
    }
    Event event = decoder.event(fields);
    if (malformed) {
      decoder.mark(event, Flaw.INVALID_UTF8);
    }
    return new Data(sequence, limits.frameBytes() - left, event);
  }

  private static String text(FrameSource source, int length, String of) throws IOException {
    source.slice(length, of);
    return Text.decode(source.sliceBytes(), source.sliceOffset(), length);
  }
}
