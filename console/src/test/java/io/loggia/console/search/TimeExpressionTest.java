package io.loggia.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TimeExpressionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void relative_times_lie_before_now_unless_they_say_plus() throws QueryException {
    assertThat(parse("now")).isEqualTo(NOW);
    assertThat(parse("now-15m")).isEqualTo("2026-11-20T11:45:00Z");
    assertThat(parse("15m")).isEqualTo("2026-11-20T11:45:00Z");
    assertThat(parse(" 2h ")).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(parse("now+1m")).isEqualTo("2026-11-20T12:01:00Z");
    assertThat(parse("now-7d")).isEqualTo("2026-11-13T12:00:00Z");
    assertThat(parse("250ms")).isEqualTo("2026-11-20T11:59:59.750Z");
  }

  @Test
  void absolute_times_are_iso_or_counted_since_1970() throws QueryException {
    assertThat(parse("2026-11-20T09:30:00Z")).isEqualTo("2026-11-20T09:30:00Z");
    assertThat(parse("2026-11-20T09:30:00+01:00")).isEqualTo("2026-11-20T08:30:00Z");
    assertThat(parse("1795160362621")).isEqualTo("2026-11-20T07:39:22.621Z");
    assertThat(parse("1795160362")).isEqualTo("2026-11-20T07:39:22Z");
  }

  @Test
  void times_without_offset_are_of_the_zone() throws QueryException {
    ZoneId vienna = ZoneId.of("Europe/Vienna");
    assertThat(TimeExpression.parse("2026-11-20T09:30", NOW, vienna))
        .isEqualTo("2026-11-20T08:30:00Z");
    assertThat(TimeExpression.parse("2026-11-20 09:30:15", NOW, vienna))
        .isEqualTo("2026-11-20T08:30:15Z");
    assertThat(TimeExpression.parse("2026-11-20", NOW, vienna)).isEqualTo("2026-11-19T23:00:00Z");
  }

  @Test
  void what_is_no_time_is_named_with_examples() {
    assertThatThrownBy(() -> parse("yesterday"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("\"yesterday\" is no time")
        .hasMessageContaining("now-2h");
    assertThatThrownBy(() -> parse("")).isInstanceOf(QueryException.class);
  }

  @Property
  void any_text_is_a_time_or_refused(@ForAll @StringLength(max = 40) String text) {
    try {
      assertThat(parse(text)).isNotNull();
    } catch (QueryException e) {
      assertThat(e).hasMessageContaining("is no time");
    }
  }

  @Property
  void any_number_with_a_unit_is_a_time_or_refused(@ForAll @IntRange(min = 0) int number) {
    for (String unit : new String[] {"ms", "s", "m", "h", "d", "w", "y"}) {
      any_text_is_a_time_or_refused("now-" + number + unit);
    }
  }

  private static Instant parse(String text) throws QueryException {
    return TimeExpression.parse(text, NOW, ZoneOffset.UTC);
  }
}
