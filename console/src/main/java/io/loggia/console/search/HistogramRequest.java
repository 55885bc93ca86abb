package io.loggia.console.search;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Bars over time.
 *
 * @param interval a bar's width
 * @param zone whose days and hours the bars keep to
 */
public record HistogramRequest(Instant from, Instant to, Duration interval, ZoneId zone) {
  private static final int MOST_BARS = 120;
  private static final long[] WIDTHS_MILLIS = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000,
    172_800_000,
    604_800_000,
    1_209_600_000,
    2_592_000_000L
  };

  /** Bars of a width that people count in, at most {@value MOST_BARS} of them and mostly 60. */
  public static HistogramRequest between(Instant from, Instant to, ZoneId zone) {
    long span = Math.max(1, to.toEpochMilli() - from.toEpochMilli());
    for (long width : WIDTHS_MILLIS) {
      if (span <= MOST_BARS * width) {
        return new HistogramRequest(from, to, Duration.ofMillis(width), zone);
      }
    }
    long days = Math.ceilDiv(span, MOST_BARS * 86_400_000L);
    return new HistogramRequest(from, to, Duration.ofDays(days), zone);
  }
}
