package io.loggia.console.search;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that the store knows, found by name on its side. */
public final class Fields {
  private static final Set<String> NOT_FIELDS = Set.of("object", "nested");
  private final Store store;

  Fields(Store store) {
    this.store = store;
  }

  /**
   * @param type the store's name of it; several where indices differ
   * @param countable whether its values can be counted and sorted
   */
  public record Field(String name, String type, boolean countable) {}

  List<Field> find(String index, String contained, int most) throws IOException, QueryException {
    String pattern = contained.isBlank() ? "*" : "*" + contained.strip().replace("*", "") + "*";
    List<Field> found = new ArrayList<>(ask(index, pattern));
    found.sort(Comparator.comparing(Field::name));
    return found.subList(0, Math.min(most, found.size()));
  }

  boolean canBeCounted(String index, String field) throws IOException, QueryException {
    List<Field> found = ask(index, field);
    return !found.isEmpty() && found.stream().allMatch(Field::countable);
  }

  private List<Field> ask(String index, String pattern) throws IOException, QueryException {
    Store.Answer answer =
        store.send(
            "GET",
            "/"
                + URLEncoder.encode(LogSearch.requireIndex(index), StandardCharsets.UTF_8)
                + "/_field_caps?ignore_unavailable=true&allow_no_indices=true&fields="
                + URLEncoder.encode(pattern, StandardCharsets.UTF_8),
            null);
    if (answer.status() == 404) {
      return List.of();
    }
    if (answer.status() != 200) {
      throw StoreErrors.explain(answer, "");
    }
    List<Field> fields = new ArrayList<>();
    answer.body().at("fields").members().forEach((name, types) -> add(fields, name, types));
    return fields;
  }

  private static void add(List<Field> fields, Object name, Object types) {
    if (!(types instanceof Map<?, ?> map) || name.toString().startsWith("_")) {
      return;
    }
    List<String> names =
        map.keySet().stream().map(Object::toString).filter(t -> !NOT_FIELDS.contains(t)).toList();
    if (!names.isEmpty()) {
      boolean countable =
          names.stream().allMatch(t -> new Json(map).at(t, "aggregatable").isTrue());
      fields.add(new Field(name.toString(), String.join(", ", names), countable));
    }
  }
}
