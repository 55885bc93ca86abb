package io.loggia.console.search;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them: {@code now}, {@code now-15m}, {@code 15m} (ago), ISO 8601 with or
 * without an offset, a date, seconds since 1970 (up to 10 digits) or milliseconds (more).
 */
public final class TimeExpression {
  private static final Pattern RELATIVE =
      Pattern.compile("(?:now)?(?:([+-])?(\\d{1,9})(ms|s|m|h|d|w|y))?");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,15}");
  private static final int LONGEST_SECONDS = 10;

  private TimeExpression() {}

  /**
   * The instant that the text means.
   *
   * @param zone of ISO times that have no offset
   * @throws QueryException when it means none
   */
  public static Instant parse(String text, Instant now, ZoneId zone) throws QueryException {
    String trimmed = text.strip();
    try {
      Matcher relative = RELATIVE.matcher(trimmed);
      if (!trimmed.isEmpty() && relative.matches()) {
        return relative(relative, now);
      }
      if (EPOCH.matcher(trimmed).matches()) {
        long number = Long.parseLong(trimmed);
        return trimmed.length() > LONGEST_SECONDS
            ? Instant.ofEpochMilli(number)
            : Instant.ofEpochSecond(number);
      }
      return iso(trimmed.replace(' ', 'T'), zone);
    } catch (DateTimeException | ArithmeticException e) {
      throw new QueryException(
          "\""
              + text
              + "\" is no time; write 15m, now-2h, 2026-11-20T09:30, 2026-11-20T09:30:00Z or"
              + " milliseconds since 1970",
          e);
    }
  }

  private static Instant relative(Matcher matcher, Instant now) {
    if (matcher.group(2) == null) {
      return now;
    }
    Duration distance = unit(matcher.group(3)).multipliedBy(Long.parseLong(matcher.group(2)));
    return "+".equals(matcher.group(1)) ? now.plus(distance) : now.minus(distance);
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      default -> Duration.ofDays(365);
    };
  }

  private static Instant iso(String text, ZoneId zone) {
    int time = text.indexOf('T');
    if (time < 0) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    boolean offset =
        text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
    return offset
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }
}
