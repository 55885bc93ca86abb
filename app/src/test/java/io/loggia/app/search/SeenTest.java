package io.loggia.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SeenTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void event_is_new_once() {
    Seen seen = new Seen(NOW, MINUTE, 10);
    assertThat(seen.add("a", NOW)).isTrue();
    assertThat(seen.add("a", NOW)).isFalse();
    assertThat(seen.add("late", NOW.minusSeconds(59))).isTrue();
    assertThat(seen.add("too late", NOW.minusSeconds(61))).isFalse();
  }

  @Test
  void what_is_forgotten_is_not_asked_for_again() {
    Seen seen = new Seen(NOW, MINUTE, 10);
    seen.add("a", NOW);
    seen.forget(NOW.plus(MINUTE).plusMillis(1));
    assertThat(seen.ids()).isEmpty();
    assertThat(seen.start()).isAfter(NOW);
    assertThat(seen.add("a", NOW)).isFalse();
  }

  @Property
  void no_event_comes_twice_and_no_more_are_held_than_allowed(
      @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> seconds) {
    Seen seen = new Seen(NOW, MINUTE, 7);
    Set<String> shown = new HashSet<>();
    for (int second : seconds) {
      String id = "at " + second;
      if (seen.add(id, NOW.plusSeconds(second))) {
        assertThat(shown.add(id)).isTrue();
      }
      seen.forget(NOW.plusSeconds(second));
      assertThat(seen.ids()).hasSizeLessThanOrEqualTo(7);
    }
  }
}
