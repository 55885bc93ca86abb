package io.loggia.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventJsonTest {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Test
  void values_keep_their_kinds() throws IOException {
    Object value =
        EventJson.parse(
            "{\"s\":\"é\\u0000\",\"l\":-9223372036854775808,\"b\":92233720368547758080,"
                + "\"d\":1.5,\"t\":true,\"n\":null,\"a\":[1,[]]}");
    assertThat(value)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("s", "é\0")
        .containsEntry("l", Long.MIN_VALUE)
        .containsEntry("b", new BigInteger("92233720368547758080"))
        .containsEntry("d", 1.5)
        .containsEntry("t", true)
        .containsEntry("n", null)
        .containsEntry("a", List.of(1L, List.of()));
    assertThat(EventJson.parse(EventJson.valueString(value))).isEqualTo(value);
  }

  @Test
  void not_a_number_is_written_as_text() {
    assertThat(EventJson.valueString(List.of(Double.NaN))).isEqualTo("[\"NaN\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":1}x", "nul", "{'a':1}", "01"})
  void text_that_is_no_json_is_refused(String text) {
    assertThatThrownBy(() -> EventJson.parse(text)).isInstanceOf(IOException.class);
  }

  @Test
  void nesting_is_bounded() {
    assertThatThrownBy(() -> EventJson.parse("[".repeat(100_000))).isInstanceOf(IOException.class);
  }

  @Property
  void times_are_written_as_the_formatter_of_the_jdk_writes_them(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    assertThat(Timestamps.format(instant)).isEqualTo(MILLIS.format(instant));
    assertThat(Timestamps.parse(Timestamps.format(instant))).contains(instant);
  }

  @Test
  void nanoseconds_are_kept() {
    Instant instant = Instant.parse("2026-11-20T07:09:05.123456789Z");
    assertThat(Timestamps.format(instant)).isEqualTo("2026-11-20T07:09:05.123456789Z");
  }

  @FuzzTest(maxDuration = "60s")
  void any_bytes_parse_or_are_refused(byte[] bytes) {
    try {
      EventJson.valueString(EventJson.parse(bytes, 0, bytes.length));
    } catch (IOException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
