package io.loggia.console.search;

import io.loggia.console.search.LogQuery.Filter;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of search requests. */
final class SearchBody {
  static final String TIME = "@timestamp";
  static final String DEADLINE = "10s";
  private static final int MOST_LEVELS = 12;

  private SearchBody() {}

  /** Hits, sorted by time, and bars over time if the page asks for them. */
  static Map<String, Object> search(LogQuery query, Page page, @Nullable String levelField)
      throws QueryException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("timeout", DEADLINE);
    body.put("size", page.size());
    body.put("query", query(query, page.without()));
    body.put("sort", sort(page.newestFirst()));
    if (page.after() != null) {
      body.put("search_after", after(page.after()));
    }
    HistogramRequest histogram = page.histogram();
    body.put("track_total_hits", histogram != null ? true : 10_000);
    if (histogram != null) {
      body.put("aggs", Map.of("time", bars(histogram, levelField)));
    }
    return body;
  }

  /** The sequence number is a cheap second key: it breaks ties in the order of arrival. */
  private static List<Object> sort(boolean newestFirst) {
    String order = newestFirst ? "desc" : "asc";
    return List.of(
        Map.of(TIME, Map.of("order", order, "unmapped_type", "date")),
        Map.of("_seq_no", Map.of("order", order, "unmapped_type", "long")));
  }

  private static Object after(String text) throws QueryException {
    try {
      if (EventJson.parse(text) instanceof List<?> list && list.size() == 2) {
        return list;
      }
    } catch (IOException e) {
      throw new QueryException("\"" + text + "\" is no place to go on from", e);
    }
    throw new QueryException("\"" + text + "\" is no place to go on from");
  }

  /**
   * Where to go on behind a hit with these sort values. Sequence numbers are unique in a shard
   * only, so the place is just before the hit: what comes twice is dropped, nothing is left out.
   */
  static @Nullable String next(Json sort, boolean newestFirst) {
    List<Json> keys = sort.items();
    if (keys.size() != 2 || !(keys.get(0).value() instanceof Long time)) {
      return null;
    }
    long sequence = keys.get(1).number(0) + (newestFirst ? 1 : -1);
    return EventJson.valueString(List.of(time, sequence));
  }

  static Map<String, Object> query(LogQuery query, List<String> without) {
    List<Object> must = new ArrayList<>();
    List<Object> mustNot = new ArrayList<>();
    if (query.from() != null || query.to() != null) {
      must.add(Map.of("range", Map.of(TIME, range(query.from(), query.to()))));
    }
    if (!query.text().isBlank()) {
      must.add(text(query.text()));
    }
    for (Filter filter : query.filters()) {
      (filter.negated() ? mustNot : must).add(filter(filter));
    }
    if (!without.isEmpty()) {
      mustNot.add(Map.of("ids", Map.of("values", without)));
    }
    return Map.of("bool", Map.of("filter", must, "must_not", mustNot));
  }

  private static Object text(String text) {
    return Map.of("query_string", Map.of("query", text, "lenient", true, "analyze_wildcard", true));
  }

  /** To have only the text of a query read. */
  static Map<String, Object> syntax(String text) {
    return Map.of("query", text(text));
  }

  private static Map<String, Object> range(@Nullable Instant from, @Nullable Instant to) {
    Map<String, Object> range = new LinkedHashMap<>();
    if (from != null) {
      range.put("gte", from.toEpochMilli());
    }
    if (to != null) {
      range.put("lt", to.toEpochMilli());
    }
    range.put("format", "epoch_millis");
    return range;
  }

  /**
   * A phrase is a term where the field is a keyword or a number, and an exact run of words else.
   */
  private static Object filter(Filter filter) {
    if (filter.isAny()) {
      return Map.of("exists", Map.of("field", filter.field()));
    }
    return Map.of(
        "multi_match",
        Map.of(
            "query",
            filter.value(),
            "fields",
            List.of(filter.field()),
            "type",
            "phrase",
            "lenient",
            true));
  }

  private static Map<String, Object> bars(HistogramRequest request, @Nullable String levelField) {
    Map<String, Object> time = new LinkedHashMap<>();
    time.put("field", TIME);
    time.put("fixed_interval", request.interval().toMillis() + "ms");
    time.put("time_zone", request.zone().getId());
    time.put("min_doc_count", 1);
    Map<String, Object> bars = new LinkedHashMap<>();
    bars.put("date_histogram", time);
    if (levelField != null) {
      Map<String, Object> levels = Map.of("field", levelField, "size", MOST_LEVELS);
      bars.put("aggs", Map.of("level", Map.of("terms", levels)));
    }
    return bars;
  }
}
