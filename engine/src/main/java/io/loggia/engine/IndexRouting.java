package io.loggia.engine;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a document goes. Both functions depend on the event alone, so that a replay finds the same
 * document again.
 *
 * @param index the index of an event
 * @param id the document id of an event; empty lets the store choose one, which gives exactly-once
 *     up
 * @param overwrite whether a document with the same id is replaced rather than left as it is
 */
public record IndexRouting(
    Function<Event, String> index, Function<Event, Optional<String>> id, boolean overwrite) {

  /** {@code logs-2026.11.20} by the event's time in UTC, the id from its origin. */
  public static IndexRouting daily() {
    return new IndexRouting(new Daily("logs-")::name, IndexRouting::originId, false);
  }

  /** The id that an event's origin gives. */
  public static Optional<String> originId(Event event) {
    return Optional.ofNullable(event.origin()).map(Origin::documentId);
  }

  /** Names by day; remembers the last one, since neighbours are mostly of the same day. */
  private static final class Daily {
    private record Named(long day, String name) {}

    private final String prefix;
    private volatile Named last = new Named(Long.MIN_VALUE, "");

    Daily(String prefix) {
      this.prefix = prefix;
    }

    String name(Event event) {
      Instant time = event.timestamp();
      if (time == null) {
        return prefix + "undated";
      }
      long day = Math.floorDiv(time.getEpochSecond(), 86_400L);
      Named named = last;
      if (named.day != day) {
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        named =
            new Named(
                day,
                prefix
                    + "%04d.%02d.%02d"
                        .formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
        last = named;
      }
      return named.name;
    }
  }
}
