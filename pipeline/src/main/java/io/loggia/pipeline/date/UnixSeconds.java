package io.loggia.pipeline.date;

import java.math.BigDecimal;
import org.joda.time.DateTimeZone;

/** Seconds since 1970 with an optional fraction, up to 2038 as Logstash has it. */
record UnixSeconds() implements TimeFormat {
  private static final long LARGEST = Integer.MAX_VALUE;

  @Override
  public long millis(Object value, DateTimeZone zone) {
    try {
      return switch (value) {
        case Long seconds -> seconds > LARGEST ? NONE : Math.multiplyExact(seconds, 1000L);
        case Number number -> millis(TimeFormat.exact(number));
        case String text -> text(text);
        default -> NONE;
      };
    } catch (NumberFormatException | ArithmeticException notATime) {
      return NONE;
    }
  }

  private static long millis(BigDecimal seconds) {
    boolean sane = seconds.compareTo(BigDecimal.valueOf(LARGEST + 1)) < 0 && seconds.scale() > -20;
    return sane ? seconds.movePointRight(3).toBigInteger().longValueExact() : NONE;
  }

  private static long text(String text) {
    int dot = text.indexOf('.');
    long seconds = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    if (seconds > LARGEST) {
      return NONE;
    }
    long millis = Math.multiplyExact(seconds, 1000L);
    if (dot < 0) {
      return millis;
    }
    String fraction = text.substring(dot + 1, Math.min(text.length(), dot + 4));
    return millis + Long.parseLong((fraction + "00").substring(0, 3));
  }
}
