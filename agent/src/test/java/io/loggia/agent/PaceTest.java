package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private final Pace pace = new Pace(Duration.ofHours(1));

  private static List<Long> millis(int count, Supplier<Duration> wait) {
    return Stream.generate(wait).limit(count).map(Duration::toMillis).toList();
  }

  @Test
  void naps_grow_to_a_tenth_of_a_second() {
    assertThat(millis(7, pace::nap)).containsExactly(5L, 10L, 20L, 40L, 80L, 100L, 100L);
  }

  @Test
  void retries_grow_to_five_seconds() {
    assertThat(millis(8, pace::retry))
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
  }

  @Test
  void shipping_something_makes_both_short_again() {
    millis(9, pace::nap);
    millis(9, pace::retry);
    pace.shipped();
    assertThat(pace.nap()).isEqualTo(Duration.ofMillis(5));
    assertThat(pace.retry()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void everything_is_due_at_once_and_then_not_for_a_while() {
    assertThat(pace.scanIsDue()).isTrue();
    assertThat(pace.scanIsDue()).isFalse();
    assertThat(pace.complaintIsDue()).isTrue();
    assertThat(pace.complaintIsDue()).isFalse();
    assertThat(new Pace(Duration.ZERO).scanIsDue()).isTrue();
  }
}
