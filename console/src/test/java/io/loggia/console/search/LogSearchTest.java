package io.loggia.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of the store's answers; a store that answers as told stands in for it. */
final class LogSearchTest {
  private final List<String> paths = new ArrayList<>();

  @Test
  void answer_cut_short_says_so() throws Exception {
    SearchResult result = search(Map.of("timed_out", true, "took", 10_000L));
    assertThat(result.missing()).contains("longer than 10s");
  }

  @Test
  void shards_that_fail_are_named_with_their_reason() throws Exception {
    Map<String, Object> failure =
        Map.of("index", "logs-a", "reason", Map.of("type", "t", "reason", "no such thing"));
    Map<String, Object> shards = Map.of("total", 3L, "failed", 1L, "failures", List.of(failure));
    assertThat(search(Map.of("_shards", shards)).missing())
        .isEqualTo("1 of 3 shards did not answer (logs-a: no such thing).");
  }

  @Test
  void missing_index_is_an_empty_one() throws Exception {
    SearchResult result =
        new LogSearch((method, path, body) -> new Store.Answer(404, new Json(Map.of())))
            .search(LogQuery.of(""), Page.newest(10));
    assertThat(result.hits()).isEmpty();
    assertThat(result.total()).isZero();
  }

  @Test
  void index_names_stay_one_segment_of_the_path() throws Exception {
    LogSearch search = answering(Map.of());
    search.search(LogQuery.of("").in("logs-é*,-x%"), Page.newest(1));
    assertThat(paths.getFirst()).startsWith("/logs-%C3%A9*%2C-x%25/_search?");
    for (String index : List.of("a/b", "_cluster", "a b", "a?b", "")) {
      assertThatThrownBy(() -> search.search(LogQuery.of("").in(index), Page.newest(1)))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("no name or pattern of an index");
    }
  }

  @Test
  void next_page_starts_at_the_last_event_so_that_none_is_left_out() throws Exception {
    Map<String, Object> hit =
        Map.of("_index", "i", "_id", "1", "_source", Map.of(), "sort", List.of(1_000L, 41L));
    Map<String, Object> answer = Map.of("hits", Map.of("hits", List.of(hit)));
    LogSearch search = answering(answer);
    assertThat(search.search(LogQuery.of(""), Page.newest(1)).next()).isEqualTo("[1000,42]");
    Page oldest = new Page(1, false, null, List.of(), null);
    assertThat(search.search(LogQuery.of(""), oldest).next()).isEqualTo("[1000,40]");
    assertThat(search.search(LogQuery.of(""), Page.newest(2)).next()).isNull();
  }

  @Test
  void place_to_go_on_from_that_is_none_is_refused() {
    for (String after : List.of("x", "{}", "[1]", "[1,2,3]")) {
      assertThatThrownBy(
              () -> answering(Map.of()).search(LogQuery.of(""), Page.newest(1).after(after)))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("is no place to go on from");
    }
  }

  private SearchResult search(Map<String, Object> answer) throws Exception {
    return answering(answer).search(LogQuery.of("x"), Page.newest(10));
  }

  private LogSearch answering(Map<String, Object> answer) {
    return new LogSearch(
        (method, path, body) -> {
          paths.add(path);
          return new Store.Answer(200, new Json(answer));
        });
  }
}
