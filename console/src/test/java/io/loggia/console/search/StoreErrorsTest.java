package io.loggia.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoreErrorsTest {
  @Test
  void early_end_has_the_place_behind_the_query() {
    QueryException e =
        syntax("foo AND", "Encountered \"<EOF>\" at line 1, column 7.\nWas expecting one of:\n");
    assertThat(e)
        .hasMessage("The query ends too early (character 8): something is missing at its end.");
    assertThat(e.position()).isEqualTo(8);
  }

  @Test
  void unexpected_word_is_named() {
    QueryException e =
        syntax("a OR OR b", "Encountered \" <OR> \"OR \"\" at line 1, column 5.\nWas expecting");
    assertThat(e).hasMessage("“OR” is not expected here (character 6).");
    assertThat(e.position()).isEqualTo(6);
  }

  @Test
  void open_quotation_mark_is_pointed_at() {
    QueryException e =
        syntax("a \"b c", "Lexical error at line 1, column 7.  Encountered: <EOF> after : \"\"");
    assertThat(e).hasMessage("A quotation mark is opened and never closed.");
    assertThat(e.position()).isEqualTo(3);
  }

  @Test
  void place_on_a_later_line_is_counted_from_the_start() {
    assertThat(syntax("ab\ncd (", "Encountered \"<EOF>\" at line 2, column 4.").position())
        .isEqualTo(8);
  }

  @Test
  void failure_that_is_not_the_querys_is_the_stores() {
    Throwable e =
        catchThrowable(
            () -> {
              throw StoreErrors.explain(
                  new Store.Answer(429, error("circuit_breaking_exception", "Data too large")),
                  "x");
            });
    assertThat(e)
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("the store answered with status 429: Data too large");
  }

  private static QueryException syntax(String query, String reason) {
    Json body = error("parse_exception", "Cannot parse '" + query + "': " + reason);
    return catchThrowableOfType(
        QueryException.class,
        () -> {
          throw StoreErrors.explain(new Store.Answer(400, body), query);
        });
  }

  /** As the store nests it. */
  private static Json error(String type, String reason) {
    Map<String, Object> cause = Map.of("type", type, "reason", reason);
    Map<String, Object> shard =
        Map.of("type", "query_shard_exception", "reason", "Failed", "caused_by", cause);
    return new Json(
        Map.of(
            "error",
            Map.of(
                "root_cause", List.of(shard), "failed_shards", List.of(Map.of("reason", shard)))));
  }
}
