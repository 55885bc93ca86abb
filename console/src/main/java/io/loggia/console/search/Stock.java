package io.loggia.console.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stored: how many events, and between which times.
 *
 * @param oldest null when no event has a time
 */
public record Stock(long events, @Nullable Instant oldest, @Nullable Instant newest) {
  static Stock of(Json answer) {
    return new Stock(
        answer.at("hits", "total", "value").number(0),
        time(answer.at("aggregations", "oldest", "value")),
        time(answer.at("aggregations", "newest", "value")));
  }

  private static @Nullable Instant time(Json value) {
    return value.value() instanceof Number number ? Instant.ofEpochMilli(number.longValue()) : null;
  }
}
