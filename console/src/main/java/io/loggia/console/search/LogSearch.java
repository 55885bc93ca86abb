package io.loggia.console.search;

import io.loggia.console.search.SearchResult.Bar;
import io.loggia.console.search.SearchResult.Bars;
import io.loggia.console.search.SearchResult.Hit;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the store for events. Thread-safe. */
public final class LogSearch {
  private static final Pattern INDEX = Pattern.compile("[^\\s/?#\"\\\\<>|]{1,500}");
  private static final String LENIENT =
      "ignore_unavailable=true&allow_no_indices=true&expand_wildcards=open";

  private final Store store;
  private final LevelField levelField;

  public LogSearch(Store store) {
    this.store = store;
    this.levelField = new LevelField(new Fields(store));
  }

  /**
   * One page of events, with their number over time if the page asks for it.
   *
   * @throws QueryException when the query is wrong
   * @throws IOException when the store cannot be asked or fails
   */
  public SearchResult search(LogQuery query, Page page) throws IOException, QueryException {
    String level = page.histogram() == null ? null : levelField.of(query.index());
    Json body = send(query.index(), "_search", SearchBody.search(query, page, level), query.text());
    if (body.value() == null) {
      return SearchResult.none(page.histogram());
    }
    requireSyntax(query, body);
    List<Json> found = body.at("hits", "hits").items();
    String next =
        found.size() < page.size() || found.isEmpty()
            ? null
            : SearchBody.next(found.getLast().at("sort"), page.newestFirst());
    return new SearchResult(
        found.stream().map(LogSearch::hit).toList(),
        body.at("hits", "total", "value").number(0),
        body.at("hits", "total", "relation").text().equals("eq"),
        body.at("took").number(0),
        next,
        missing(body),
        page.histogram() == null ? null : bars(body, page.histogram(), level));
  }

  /**
   * A shard that has nothing in the time range does not read the query, so a wrong one can come
   * back as a failure of some shards, or as no event at all.
   */
  private void requireSyntax(LogQuery query, Json body) throws IOException, QueryException {
    long failed = body.at("_shards", "failed").number(0);
    boolean found = body.at("hits", "total", "value").number(0) > 0;
    if (query.text().isBlank() || (found && failed == 0)) {
      return;
    }
    Json answer =
        send(query.index(), "_validate/query", SearchBody.syntax(query.text()), query.text());
    for (Json explanation : answer.at("explanations").items()) {
      Optional<QueryException> error =
          StoreErrors.syntaxError(explanation.at("error").text(), query.text());
      if (error.isPresent()) {
        throw error.get();
      }
    }
  }

  /**
   * The most frequent values of a field among the query's events.
   *
   * @throws QueryException when the query is wrong
   */
  public FieldValues values(LogQuery query, String field, int size)
      throws IOException, QueryException {
    if (!new Fields(store).canBeCounted(query.index(), field)) {
      return new FieldValues(field, false, 0, List.of());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("timeout", SearchBody.DEADLINE);
    body.put("size", 0);
    body.put("query", SearchBody.query(query, List.of()));
    body.put("track_total_hits", false);
    body.put(
        "aggs",
        Map.of(
            "top",
            Map.of("terms", Map.of("field", field, "size", size)),
            "with",
            Map.of("filter", Map.of("exists", Map.of("field", field)))));
    Json answer = send(query.index(), "_search", body, query.text());
    return FieldValues.of(field, answer.at("aggregations"));
  }

  /** Fields whose names contain the text, in alphabetical order. */
  public List<Fields.Field> fields(String index, String contained, int most)
      throws IOException, QueryException {
    return new Fields(store).find(requireIndex(index), contained, most);
  }

  /** What is stored at all. */
  public Stock stock(String index) throws IOException, QueryException {
    Map<String, Object> body =
        Map.of(
            "size",
            0,
            "timeout",
            SearchBody.DEADLINE,
            "track_total_hits",
            true,
            "aggs",
            Map.of(
                "oldest", Map.of("min", Map.of("field", SearchBody.TIME)),
                "newest", Map.of("max", Map.of("field", SearchBody.TIME))));
    Json answer = send(index, "_search", body, "");
    return Stock.of(answer);
  }

  private Json send(String index, String action, Object body, String query)
      throws IOException, QueryException {
    String path =
        "/"
            + URLEncoder.encode(requireIndex(index), StandardCharsets.UTF_8)
            + "/"
            + action
            + "?"
            + LENIENT
            + (action.equals("_search") ? "&cancel_after_time_interval=20s" : "&explain=true");
    Store.Answer answer = store.send("POST", path, body);
    if (answer.status() == 404) {
      return new Json(null);
    }
    if (answer.status() != 200) {
      throw StoreErrors.explain(answer, query);
    }
    return answer.body();
  }

  static String requireIndex(String index) throws QueryException {
    if (!INDEX.matcher(index).matches() || (index.startsWith("_") && !index.equals("_all"))) {
      throw new QueryException("\"" + index + "\" is no name or pattern of an index");
    }
    return index;
  }

  private static Hit hit(Json hit) {
    return new Hit(hit.at("_index").text(), hit.at("_id").text(), hit.at("_source").members());
  }

  private static String missing(Json body) {
    if (body.at("timed_out").isTrue()) {
      return "The search took longer than " + SearchBody.DEADLINE + " and was cut short.";
    }
    long failed = body.at("_shards", "failed").number(0);
    if (failed == 0) {
      return "";
    }
    Json failure = body.at("_shards", "failures", "0");
    return failed
        + " of "
        + body.at("_shards", "total").number(0)
        + " shards did not answer ("
        + failure.at("index").text()
        + ": "
        + StoreErrors.firstLine(StoreErrors.root(failure.at("reason")).at("reason").text())
        + ").";
  }

  private static Bars bars(Json body, HistogramRequest request, @Nullable String levelField) {
    List<Bar> bars = new ArrayList<>();
    for (Json bucket : body.at("aggregations", "time", "buckets").items()) {
      Map<String, Long> levels = new LinkedHashMap<>();
      for (Json level : bucket.at("level", "buckets").items()) {
        levels.put(level.at("key").text(), level.at("doc_count").number(0));
      }
      bars.add(new Bar(bucket.at("key").number(0), bucket.at("doc_count").number(0), levels));
    }
    return new Bars(request.interval(), levelField, bars);
  }
}
