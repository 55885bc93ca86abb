package io.loggia.pipeline.date;

import java.time.InstantSource;
import java.util.Locale;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A pattern of Joda-Time's; where it has no year, the one that makes sense today is taken. */
final class JodaPattern implements TimeFormat {
  private final DateTimeFormatter format;
  private final boolean hasYear;
  private final boolean hasZone;
  private final InstantSource clock;
  private final @Nullable FixedLayout layout;

  JodaPattern(String pattern, Locale locale, InstantSource clock) {
    this.format = DateTimeFormat.forPattern(pattern).withLocale(locale);
    this.hasYear = pattern.contains("Y") || pattern.contains("y");
    this.hasZone = pattern.contains("Z");
    this.clock = clock;
    this.layout = hasYear && FixedLayout.knows(locale) ? FixedLayout.tryOf(pattern) : null;
  }

  @Override
  public long millis(Object value, DateTimeZone zone) {
    if (!(value instanceof String text)) {
      return NONE;
    }
    if (layout != null) {
      long millis = layout.millis(text, zone);
      if (millis != NONE) {
        return millis;
      }
    }
    return hasYear ? parse(format.withZone(zone), text) : guessYear(text, zone);
  }

  /** Milliseconds, or {@link TimeFormat#NONE} where the formatter refuses the text. */
  static long parse(DateTimeFormatter format, String text) {
    try {
      return format.parseMillis(text);
    } catch (IllegalArgumentException | ArithmeticException notThis) {
      return NONE;
    }
  }

  /** December read in January is last year's, January read in December next year's. */
  private long guessYear(String text, DateTimeZone zone) {
    DateTime now = new DateTime(clock.millis(), zone);
    try {
      return guessYear(text, zone, now);
    } catch (IllegalArgumentException | ArithmeticException notThis) {
      return NONE;
    }
  }

  private long guessYear(String text, DateTimeZone zone, DateTime now) {
    DateTimeFormatter thisYear = format.withDefaultYear(now.getYear()).withZone(zone);
    DateTime time =
        hasZone
            ? thisYear.parseDateTime(text)
            : thisYear.withZoneUTC().parseLocalDateTime(text).toDateTime(zone);
    int shift = 0;
    if (time.getMonthOfYear() == 12 && now.getMonthOfYear() == 1) {
      shift = -1;
    } else if (time.getMonthOfYear() == 1 && now.getMonthOfYear() == 12) {
      shift = 1;
    }
    return time.withYear(now.getYear() + shift).getMillis();
  }
}
