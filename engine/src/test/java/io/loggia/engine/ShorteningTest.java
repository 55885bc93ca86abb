package io.loggia.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ShorteningTest {
  @Property(tries = 300)
  void text_comes_to_no_more_bytes_than_told_and_not_far_fewer(
      @ForAll String text, @ForAll @IntRange(min = 0, max = 60) int bytes) {
    int length = Shortening.fitting(text, bytes);
    int json = EventJson.valueString(text.substring(0, length)).getBytes(UTF_8).length - 2;
    assertThat(json).isLessThanOrEqualTo(bytes);
    assertThat(length == text.length() || bytes - json <= 60).isTrue();
  }

  @Test
  void surrogate_pair_is_not_split() {
    String text = "ab" + Character.toString(0x1F600).repeat(10);
    int length = Shortening.fitting(text, 9);
    assertThat(text.substring(0, length)).isEqualTo("ab" + Character.toString(0x1F600));
  }

  @Test
  void event_that_fits_stays_the_same_object() {
    Event event = new Event(Instant.EPOCH);
    event.set("message", "x".repeat(100));
    assertThat(Shortening.fit(event, 100)).isSameAs(event);
    assertThat(Shortening.fit(event, 99).get("message")).isEqualTo("x".repeat(99));
    assertThat(event.get("message")).isEqualTo("x".repeat(100));
  }
}
