package io.loggia.app.generate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** A time's text up to the second in UTC, formatted once per second. */
final class SecondText {
  private final DateTimeFormatter format;
  private long second = Long.MIN_VALUE;
  private String text = "";

  SecondText(String pattern) {
    this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  String of(Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      text = format.format(time);
    }
    return text;
  }

  /** Appends the first digits of the second's fraction. */
  static void fraction(StringBuilder out, Instant time, int digits) {
    int nano = time.get(ChronoField.NANO_OF_SECOND);
    for (int i = 0, unit = 100_000_000; i < digits; i++, unit /= 10) {
      out.append((char) ('0' + nano / unit % 10));
    }
  }
}
