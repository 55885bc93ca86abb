package io.loggia.pipeline.date;

import org.joda.time.DateTimeZone;

/** D. J. Bernstein's labels: 16 hex digits of TAI seconds, 8 of nanoseconds, an @ before them. */
record Tai64n() implements TimeFormat {
  /** TAI less UTC in 1970; as in Logstash, leap seconds since are left out. */
  private static final long TAI_OFFSET = 10;

  @Override
  public long millis(Object value, DateTimeZone zone) {
    if (!(value instanceof String text)) {
      return NONE;
    }
    int from = text.startsWith("@") ? 1 : 0;
    if (text.length() < from + 24) {
      return NONE;
    }
    try {
      long seconds = Long.parseLong(text, from, from + 16, 16) & ((1L << 62) - 1);
      long nanos = Long.parseLong(text, from + 16, from + 24, 16);
      return nanos < 0 ? NONE : Math.multiplyExact(seconds - TAI_OFFSET, 1000L) + nanos / 1_000_000;
    } catch (NumberFormatException | ArithmeticException notALabel) {
      return NONE;
    }
  }
}
