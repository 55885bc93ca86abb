package io.loggia.console.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param text Lucene's query-string syntax; blank for all
 * @param filters each of which must hold
 * @param from the first instant; null for no bound
 * @param to the instant behind the last; null for no bound
 * @param index names and patterns of indices, comma-separated
 */
public record LogQuery(
    String text, List<Filter> filters, @Nullable Instant from, @Nullable Instant to, String index) {
  /** Every index that is not the store's own. */
  public static final String EVERYWHERE = "*,-.*";

  public LogQuery {
    filters = List.copyOf(filters);
  }

  public static LogQuery of(String text) {
    return new LogQuery(text, List.of(), null, null, EVERYWHERE);
  }

  public LogQuery between(@Nullable Instant from, @Nullable Instant to) {
    return new LogQuery(text, filters, from, to, index);
  }

  public LogQuery in(String index) {
    return new LogQuery(text, filters, from, to, index);
  }

  /**
   * A field that has this value, or has not.
   *
   * @param value {@code *} for any value at all
   */
  public record Filter(String field, String value, boolean negated) {
    private static final String ANY = "*";

    /**
     * Reads {@code field:value}.
     *
     * @throws QueryException when there is no colon
     */
    public static Filter parse(String text, boolean negated) throws QueryException {
      int colon = text.indexOf(':');
      if (colon <= 0) {
        throw new QueryException("the filter \"" + text + "\" is not of the form field:value");
      }
      return new Filter(text.substring(0, colon), text.substring(colon + 1), negated);
    }

    boolean isAny() {
      return value.equals(ANY);
    }
  }
}
