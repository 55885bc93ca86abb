package io.loggia.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML value and where it stands: line and column counted from 1. */
sealed interface YamlValue {
  int line();

  int column();

  /**
   * @param plain the scalar as Java sees it: String, Long, Double, Boolean or null
   */
  record Scalar(int line, int column, String text, @Nullable Object plain) implements YamlValue {}

  record Sequence(int line, int column, List<YamlValue> elements) implements YamlValue {}

  record Mapping(int line, int column, Map<String, YamlValue> values) implements YamlValue {
    Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      values.forEach((key, value) -> plain.put(key, plainValue(value)));
      return plain;
    }
  }

  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.plain() == null;
  }

  private static @Nullable Object plainValue(YamlValue value) {
    return switch (value) {
      case Scalar scalar -> scalar.plain();
      case Mapping mapping -> mapping.plain();
      case Sequence sequence -> {
        List<@Nullable Object> list = new ArrayList<>();
        sequence.elements().forEach(element -> list.add(plainValue(element)));
        yield list;
      }
    };
  }
}
