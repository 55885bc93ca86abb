package io.loggia.codec.lumberjack;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an event that came from a Beat, or from our own agent, was read. Ours says so in {@code
 * [@metadata][origin]}; of Filebeat's events, {@code log.offset}, the agent and the file say it.
 */
final class BeatsOrigin {
  private static final String ORIGIN = "origin";
  private static final String SOURCE = "source";
  private static final String POSITION = "position";
  private static final long LARGEST_HASHED_OFFSET = 1L << 40;
  private static final long MOST = (1L << 56) - 1;

  private BeatsOrigin() {}

  /** How our agent says it. */
  static Map<String, Object> metadata(Origin origin) {
    Map<String, Object> words = LinkedHashMap.newLinkedHashMap(2);
    words.put(SOURCE, HexFormat.of().toHexDigits(origin.source()));
    words.put(POSITION, origin.position());
    return Map.of(ORIGIN, words);
  }

  /** The event's origin when it names one; our own word for it leaves the metadata. */
  static Optional<Origin> take(Event event) {
    if (event.hasMetadata() && event.metadata().get(ORIGIN) instanceof Map<?, ?> ours) {
      Optional<Origin> origin = ours(ours);
      if (origin.isPresent()) {
        event.metadata().remove(ORIGIN);
        return origin;
      }
    }
    return event.get("log") instanceof Map<?, ?> log ? filebeats(event, log) : Optional.empty();
  }

  private static Optional<Origin> ours(Map<?, ?> words) {
    if (words.get(SOURCE) instanceof String source
        && source.length() == 16
        && isHex(source)
        && words.get(POSITION) instanceof Long position
        && isPosition(position)) {
      return Optional.of(new Origin(HexFormat.fromHexDigitsToLong(source), position));
    }
    return Optional.empty();
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Origin> filebeats(Event event, Map<?, ?> log) {
    if (!(log.get("offset") instanceof Long offset)
        || !isPosition(offset)
        || !(log.get("file") instanceof Map<?, ?> file)) {
      return Optional.empty();
    }
    String agent = firstWord(event.get("agent"), "id", "ephemeral_id");
    agent = agent == null ? firstWord(event.get("host"), "name") : agent;
    String[] words = agent == null ? null : fileWords(agent, file);
    return words == null
        ? Optional.empty()
        : Optional.of(Origin.of(position(offset, event.get(Event.MESSAGE)), words));
  }

  /**
   * The offset, and behind it a hash of the line: Filebeat gives a file that was truncated and
   * written anew the same identity and the same offsets, and its new lines must not pass for the
   * old ones. Ids still grow with the offset. An offset beyond 2^40 stands alone.
   */
  private static long position(long offset, @Nullable Object message) {
    if (offset >= LARGEST_HASHED_OFFSET) {
      return offset;
    }
    long hash = (Objects.hashCode(message) * 0x9e3779b97f4a7c15L) >>> 48;
    return (offset << 16) | hash;
  }

  private static String @Nullable [] fileWords(String agent, Map<?, ?> file) {
    String fingerprint = firstWord(file, "fingerprint");
    if (fingerprint != null) {
      return new String[] {agent, "fingerprint", fingerprint};
    }
    String device = firstWord(file, "device_id");
    String inode = firstWord(file, "inode");
    if (device != null && inode != null) {
      return new String[] {agent, "inode", device, inode};
    }
    String path = firstWord(file, "path");
    return path == null ? null : new String[] {agent, "path", path};
  }

  private static @Nullable String firstWord(@Nullable Object map, String... names) {
    if (map instanceof Map<?, ?> fields) {
      for (String name : names) {
        Object value = fields.get(name);
        if (value instanceof String || value instanceof Long) {
          return value.toString();
        }
      }
    }
    return null;
  }

  private static boolean isPosition(long position) {
    return position >= 0 && position <= MOST;
  }
}
