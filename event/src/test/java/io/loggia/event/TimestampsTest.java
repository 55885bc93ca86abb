package io.loggia.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {
  @Property
  void time_is_read_as_the_jdk_reads_it_whatever_its_digits(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nano,
      @ForAll @IntRange(min = 0, max = 9) int digits) {
    String whole =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.ofEpochSecond(second));
    String fraction = digits == 0 ? "" : "." + "%09d".formatted(nano).substring(0, digits);
    String text = whole + fraction + "Z";
    assertThat(Timestamps.parse(text)).contains(Instant.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2026-11-20T07:09:05+01:30, 2026-11-20T05:39:05Z",
    "2026-11-20T07:09Z, 2026-11-20T07:09:00Z"
  })
  void less_usual_forms_are_read(String text, Instant instant) {
    assertThat(Timestamps.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z",
        "2026-01-01T00:00:00.Z1",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00.12a4Z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00"
      })
  void what_is_no_time_is_none(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }
}
