package io.loggia.pipeline.date;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Locale;
import org.joda.time.DateTimeZone;

/** One format of a date filter. Thread-safe. */
public sealed interface TimeFormat
    permits CasualIso8601, JodaPattern, Tai64n, UnixMillis, UnixSeconds {
  /** What {@link #millis} gives where the value is no such time. */
  long NONE = Long.MIN_VALUE;

  /**
   * @param value a text or a number
   * @param zone of a time that names none
   * @return milliseconds since 1970, or {@link #NONE}
   */
  long millis(Object value, DateTimeZone zone);

  /**
   * @throws IllegalArgumentException when the format is none
   */
  static TimeFormat of(String format, Locale locale, InstantSource clock) {
    return switch (format) {
      case "ISO8601" -> new CasualIso8601();
      case "UNIX" -> new UnixSeconds();
      case "UNIX_MS" -> new UnixMillis();
      case "TAI64N" -> new Tai64n();
      default -> new JodaPattern(format, locale, clock);
    };
  }

  /** A number that an event may hold, exactly; NaN and infinity are none. */
  static BigDecimal exact(Number number) {
    return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
  }
}
