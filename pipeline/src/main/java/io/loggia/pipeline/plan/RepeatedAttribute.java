package io.loggia.pipeline.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an option is that a plugin names twice: hashes merge, anything else becomes a list. */
final class RepeatedAttribute {
  private RepeatedAttribute() {}

  static Object merge(Object first, Object second) {
    if (first instanceof Map<?, ?> left && second instanceof Map<?, ?> right) {
      Map<String, Object> merged = new LinkedHashMap<>();
      left.forEach((key, value) -> merged.put((String) key, value));
      right.forEach((key, value) -> merged.merge((String) key, value, RepeatedAttribute::merge));
      return merged;
    }
    List<Object> all = new ArrayList<>(first instanceof List<?> list ? list : List.of(first));
    all.addAll(second instanceof List<?> list ? list : List.of(second));
    return all;
  }
}
