package io.loggia.console;

import io.loggia.console.search.FieldValues;
import io.loggia.console.search.Fields;
import io.loggia.console.search.LogQuery;
import io.loggia.console.search.SearchResult;
import io.loggia.console.search.SearchResult.Bars;
import io.loggia.console.search.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API's answers as JSON trees. */
final class Answers {
  private Answers() {}

  static Map<String, Object> search(LogQuery query, SearchResult result) {
    Map<String, Object> answer = summary(query, result);
    List<Object> hits = new ArrayList<>();
    for (SearchResult.Hit hit : result.hits()) {
      hits.add(object("index", hit.index(), "id", hit.id(), "source", hit.source()));
    }
    answer.put("hits", hits);
    if (result.next() != null) {
      answer.put("next", result.next());
    }
    if (result.bars() != null) {
      answer.put("histogram", bars(result.bars()));
    }
    return answer;
  }

  static Map<String, Object> histogram(LogQuery query, SearchResult result) {
    Map<String, Object> answer = summary(query, result);
    if (result.bars() != null) {
      answer.putAll(bars(result.bars()));
    }
    return answer;
  }

  private static Map<String, Object> summary(LogQuery query, SearchResult result) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", result.total());
    answer.put("relation", result.exact() ? "eq" : "gte");
    answer.put("took", result.tookMillis());
    putTime(answer, "from", query.from());
    putTime(answer, "to", query.to());
    answer.put("partial", !result.missing().isEmpty());
    if (!result.missing().isEmpty()) {
      answer.put("missing", result.missing());
    }
    return answer;
  }

  private static Map<String, Object> bars(Bars bars) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("interval", bars.interval().toMillis());
    if (bars.levelField() != null) {
      answer.put("levelField", bars.levelField());
    }
    List<Object> buckets = new ArrayList<>();
    for (SearchResult.Bar bar : bars.bars()) {
      buckets.add(Map.of("time", bar.epochMillis(), "count", bar.count(), "levels", bar.levels()));
    }
    answer.put("buckets", buckets);
    return answer;
  }

  static Map<String, Object> fields(List<Fields.Field> fields, int limit) {
    List<Object> list = new ArrayList<>();
    for (Fields.Field field : fields.subList(0, Math.min(limit, fields.size()))) {
      list.add(Map.of("name", field.name(), "type", field.type(), "countable", field.countable()));
    }
    return Map.of("fields", list, "more", fields.size() > limit);
  }

  static Map<String, Object> values(FieldValues values) {
    List<Object> list = new ArrayList<>();
    for (FieldValues.Value value : values.values()) {
      list.add(object("value", value.value(), "count", value.count()));
    }
    return object(
        "field", values.field(),
        "countable", values.countable(),
        "events", values.events(),
        "values", list);
  }

  static Map<String, Object> health(Stock stock) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "ok");
    answer.put("events", stock.events());
    putTime(answer, "oldest", stock.oldest());
    putTime(answer, "newest", stock.newest());
    return answer;
  }

  private static void putTime(Map<String, Object> answer, String name, @Nullable Instant time) {
    if (time != null) {
      answer.put(name, time);
    }
  }

  /** An object whose members keep this order. */
  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
