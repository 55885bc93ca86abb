package io.loggia.console.search;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value in a JSON document, read without asking at each step whether it is there. */
public record Json(@Nullable Object value) {
  /** The member or element at the end of the path; one without a value when there is none. */
  public Json at(String... path) {
    Object here = value;
    for (String name : path) {
      here =
          switch (here) {
            case Map<?, ?> map -> map.get(name);
            case List<?> list when name.equals("0") && !list.isEmpty() -> list.getFirst();
            case null, default -> null;
          };
    }
    return new Json(here);
  }

  public List<Json> items() {
    return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
  }

  /** The members of an object; empty for anything else. */
  public Map<?, ?> members() {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  public long number(long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  public String text() {
    return value == null ? "" : value.toString();
  }

  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }
}
