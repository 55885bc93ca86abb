package io.loggia.pipeline.date;

import org.joda.time.DateTimeZone;

/** Milliseconds since 1970. */
record UnixMillis() implements TimeFormat {
  @Override
  public long millis(Object value, DateTimeZone zone) {
    try {
      return switch (value) {
        case Long millis -> millis;
        case Number number -> {
          double millis = number.doubleValue();
          yield Math.abs(millis) < 1e17 ? (long) millis : NONE;
        }
        case String text -> Long.parseLong(text);
        default -> NONE;
      };
    } catch (NumberFormatException notATime) {
      return NONE;
    }
  }
}
