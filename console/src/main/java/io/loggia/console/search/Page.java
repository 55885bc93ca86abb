package io.loggia.console.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the events, and what beside them.
 *
 * @param size how many, at most {@link #LARGEST}
 * @param newestFirst the order by time
 * @param after where the page before ended, from {@link SearchResult#next}; null for the first
 * @param without ids of documents to leave out
 * @param histogram whether to count over time as well; the query then needs bounds
 */
public record Page(
    int size,
    boolean newestFirst,
    @Nullable String after,
    List<String> without,
    @Nullable HistogramRequest histogram) {
  public static final int LARGEST = 1_000;

  public Page {
    without = List.copyOf(without);
  }

  public static Page newest(int size) {
    return new Page(size, true, null, List.of(), null);
  }

  public Page after(@Nullable String after) {
    return new Page(size, newestFirst, after, without, histogram);
  }

  public Page with(@Nullable HistogramRequest histogram) {
    return new Page(size, newestFirst, after, without, histogram);
  }
}
