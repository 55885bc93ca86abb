package io.loggia.app.search;

import io.loggia.event.EventJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a stored event by their dotted names. */
final class Sources {
  private Sources() {}

  /** The value, whether the name's dots are levels of the tree or part of a key; null for none. */
  static @Nullable Object field(Map<?, ?> source, String name) {
    Object whole = source.get(name);
    if (whole != null) {
      return whole;
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      if (source.get(name.substring(0, dot)) instanceof Map<?, ?> child) {
        Object found = field(child, name.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  static String text(Map<?, ?> source, String name) {
    return text(field(source, name));
  }

  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Map<?, ?> map -> EventJson.valueString(map);
      case List<?> list -> EventJson.valueString(list);
      default -> value.toString();
    };
  }
}
