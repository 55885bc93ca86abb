package io.loggia.engine;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts that are larger than the store takes in one request, whatever their JSON comes to: a
 * character may be six bytes there. Offered as they are, they would be refused for ever, and hold
 * up everything behind them.
 */
final class Shortening {
  static final String TAG = "_truncated";

  private Shortening() {}

  /** The event itself, or a tagged copy whose texts come to at most so many bytes each. */
  static Event fit(Event event, long bytes) {
    Map<FieldPath, String> cuts = new LinkedHashMap<>();
    collect(event.fields(), List.of(), bytes, cuts);
    if (cuts.isEmpty()) {
      return event;
    }
    Event shorter = event.copy();
    cuts.forEach(shorter::set);
    shorter.addTag(TAG);
    return shorter;
  }

  private static void collect(
      Map<?, ?> fields, List<String> above, long bytes, Map<FieldPath, String> cuts) {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value instanceof Map<?, ?> map) {
        collect(map, with(above, field.getKey()), bytes, cuts);
      } else if (value instanceof String text) {
        int length = fitting(text, bytes);
        if (length < text.length()) {
          cuts.put(new FieldPath(with(above, field.getKey())), text.substring(0, length));
        }
      }
    }
  }

  /** How many characters of the text come to at most so many bytes of JSON. */
  static int fitting(String text, long bytes) {
    if (text.length() <= bytes / 6) {
      return text.length();
    }
    long left = bytes;
    for (int i = 0; i < text.length(); i++) {
      left -= jsonBytes(text.charAt(i));
      if (left < 0) {
        return i > 0 && Character.isHighSurrogate(text.charAt(i - 1)) ? i - 1 : i;
      }
    }
    return text.length();
  }

  private static int jsonBytes(char character) {
    if (character < 0x20) {
      return 6;
    }
    if (character < 0x80) {
      return character == '"' || character == '\\' ? 2 : 1;
    }
    return character < 0x800 ? 2 : 3;
  }

  private static List<String> with(List<String> above, @Nullable Object name) {
    List<String> path = new ArrayList<>(above);
    path.add(String.valueOf(name));
    return path;
  }
}
