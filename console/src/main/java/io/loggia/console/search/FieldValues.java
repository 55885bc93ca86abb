package io.loggia.console.search;

import java.util.List;

/**
 * The most frequent values of a field.
 *
 * @param countable whether the store can count them; full text it cannot
 * @param events how many events have the field
 */
public record FieldValues(String field, boolean countable, long events, List<Value> values) {
  /** A value as text, and in how many events it is. */
  public record Value(String value, long count) {}

  static FieldValues of(String field, Json aggregations) {
    List<Value> values =
        aggregations.at("top", "buckets").items().stream()
            .map(
                bucket ->
                    new Value(
                        bucket.at("key_as_string").value() == null
                            ? bucket.at("key").text()
                            : bucket.at("key_as_string").text(),
                        bucket.at("doc_count").number(0)))
            .toList();
    return new FieldValues(field, true, aggregations.at("with", "doc_count").number(0), values);
  }
}
