package io.loggia.console.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param total how many events match; at least so many when not exact
 * @param next where the next page starts, null behind the last one. Pages may overlap by events of
 *     one millisecond, so that none is left out; drop those whose index and id were seen.
 * @param missing why the answer is incomplete, as a sentence; empty when it is complete
 * @param bars null when not asked for
 */
public record SearchResult(
    List<Hit> hits,
    long total,
    boolean exact,
    long tookMillis,
    @Nullable String next,
    String missing,
    @Nullable Bars bars) {

  static SearchResult none(@Nullable HistogramRequest histogram) {
    Bars bars = histogram == null ? null : new Bars(histogram.interval(), null, List.of());
    return new SearchResult(List.of(), 0, true, 0, null, "", bars);
  }

  /** The same with other hits. */
  public SearchResult with(List<Hit> others) {
    return new SearchResult(others, total, exact, tookMillis, next, missing, bars);
  }

  /** One stored event; its source is the JSON object as a tree. */
  public record Hit(String index, String id, Map<?, ?> source) {}

  /** Counts over time; {@code levelField} is null where events have no levels. */
  public record Bars(Duration interval, @Nullable String levelField, List<Bar> bars) {}

  /** The events from one instant on, for one interval; bars without events are left out. */
  public record Bar(long epochMillis, long count, Map<String, Long> levels) {}
}
