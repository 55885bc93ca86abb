package io.loggia.pipeline.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;

/** The fast path says what Joda says, or nothing. */
class FixedLayoutProperties {
  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
        "dd/MMM/yyyy:HH:mm:ss Z",
        "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
        "yyyy-MM-dd'T'HH:mm:ssZ",
        "yyyy-MM-dd HH:mm:ss,SSS",
        "yyyy-MM-dd HH:mm:ss",
        "YYYYMMdd",
        "yyyyMMddHHmmss",
        "MM/dd/yyyy HH:mm");
  }

  @Provide
  Arbitrary<DateTimeZone> zones() {
    return Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "+03:30")
        .map(DateTimeZone::forID);
  }

  @Property(tries = 3000)
  void printed_times_are_read_as_joda_reads_them(
      @ForAll("patterns") String pattern,
      @ForAll("zones") DateTimeZone zone,
      @ForAll @LongRange(min = -10_000_000_000_000L, max = 10_000_000_000_000L) long millis) {
    DateTimeFormatter joda =
        DateTimeFormat.forPattern(pattern).withLocale(Locale.US).withZone(zone);
    String text = joda.print(millis);
    assertThat(FixedLayout.of(pattern).millis(text, zone)).isIn(joda(joda, text), TimeFormat.NONE);
    assertThat(FixedLayout.of(pattern).millis(text, DateTimeZone.UTC))
        .isEqualTo(joda(joda.withZoneUTC(), text));
  }

  @Property(tries = 5000)
  void changed_texts_are_read_as_joda_reads_them_or_left_to_it(
      @ForAll("patterns") String pattern,
      @ForAll("zones") DateTimeZone zone,
      @ForAll @LongRange(min = -10_000_000_000_000L, max = 10_000_000_000_000L) long millis,
      @ForAll @IntRange(max = 40) int place,
      @ForAll("characters") char character) {
    DateTimeFormatter joda =
        DateTimeFormat.forPattern(pattern).withLocale(Locale.US).withZone(zone);
    StringBuilder text = new StringBuilder(joda.print(millis));
    text.setCharAt(place % text.length(), character);
    long fast = FixedLayout.of(pattern).millis(text.toString(), zone);
    if (fast != TimeFormat.NONE) {
      assertThat(fast).isEqualTo(joda(joda, text.toString()));
    }
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.chars().with("0123456789Zz+-: /JanT.,ü");
  }

  private static long joda(DateTimeFormatter format, String text) {
    return JodaPattern.parse(format, text);
  }
}
