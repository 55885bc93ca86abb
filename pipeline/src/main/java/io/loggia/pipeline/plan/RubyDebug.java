package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.event.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints an event for people, as Logstash's rubydebug codec does. */
final class RubyDebug {
  private static final int INDENT = 4;

  private RubyDebug() {}

  static String print(Event event, boolean metadata) {
    Map<String, @Nullable Object> fields = event.fields();
    if (metadata) {
      fields = new LinkedHashMap<>(fields);
      fields.put(Event.METADATA, event.metadata());
    }
    StringBuilder out = new StringBuilder(256);
    map(out, fields, INDENT);
    return out.append('\n').toString();
  }

  private static void value(StringBuilder out, @Nullable Object value, int indent) {
    switch (value) {
      case null -> out.append("nil");
      case String text -> quoted(out, text);
      case Instant time -> out.append(Timestamps.format(time));
      case Map<?, ?> map -> map(out, map, indent);
      case List<?> list -> list(out, list, indent);
      default -> out.append(value);
    }
  }

  /** Keys are right-aligned, so that the arrows stand below each other. */
  private static void map(StringBuilder out, Map<?, ?> map, int indent) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    int widest = map.keySet().stream().mapToInt(key -> key.toString().length() + 2).max().orElse(0);
    out.append('{');
    String separator = "\n";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      String key = entry.getKey().toString();
      out.repeat(' ', indent + widest - key.length() - 2);
      quoted(out, key);
      out.append(" => ");
      value(out, entry.getValue(), indent + INDENT);
      separator = ",\n";
    }
    out.append('\n').repeat(' ', indent - INDENT).append('}');
  }

  private static void list(StringBuilder out, List<?> list, int indent) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    int widest = Integer.toString(list.size() - 1).length();
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "\n" : ",\n").repeat(' ', indent);
      String index = Integer.toString(i);
      out.append('[').repeat(' ', widest - index.length()).append(index).append("] ");
      value(out, list.get(i), indent + INDENT);
    }
    out.append('\n').repeat(' ', indent - INDENT).append(']');
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 0x1b -> out.append("\\e");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\x%02X", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
