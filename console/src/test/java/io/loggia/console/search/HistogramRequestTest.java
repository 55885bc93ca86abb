package io.loggia.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class HistogramRequestTest {
  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

  @Test
  void bars_are_as_wide_as_people_count() {
    assertThat(width(Duration.ofMinutes(15))).isEqualTo(Duration.ofSeconds(10));
    assertThat(width(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
    assertThat(width(Duration.ofHours(24))).isEqualTo(Duration.ofMinutes(15));
    assertThat(width(Duration.ofDays(7))).isEqualTo(Duration.ofHours(2));
    assertThat(width(Duration.ofDays(30))).isEqualTo(Duration.ofHours(6));
    assertThat(width(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(1));
  }

  @Property
  void there_are_at_most_120_bars_and_not_few(
      @ForAll @LongRange(min = 120, max = 300L * 365 * 86_400_000) long span) {
    long bars = Math.ceilDiv(span, width(Duration.ofMillis(span)).toMillis());
    assertThat(bars).isBetween(40L, 120L);
  }

  private static Duration width(Duration span) {
    return HistogramRequest.between(START, START.plus(span), ZoneOffset.UTC).interval();
  }
}
