package io.loggia.pipeline.date;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.joda.time.DateTimeZone;
import org.jspecify.annotations.Nullable;

/**
 * A pattern whose every part has one width, read without Joda. It answers only for texts of exactly
 * that shape with values in range; {@link TimeFormat#NONE} means that Joda has to look.
 */
final class FixedLayout {
  private static final char OFFSET = 'Z';
  private static final char MONTH_NAME = 'N';
  private static final char LITERAL = '\'';
  private static final int[] DAYS_BEFORE = {
    0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };

  /** Per part: its letter, its width, and the character where it is a literal. */
  private final char[] parts;

  private final int[] widths;
  private final char[] literals;
  private final boolean zoned;

  private FixedLayout(String parts, int[] widths, String literals) {
    this.parts = parts.toCharArray();
    this.widths = widths;
    this.literals = literals.toCharArray();
    this.zoned = parts.indexOf(OFFSET) >= 0;
  }

  /** Whether month names are the English ones that are known here. */
  static boolean knows(Locale locale) {
    return locale.equals(Locale.US) || locale.equals(Locale.ENGLISH);
  }

  static FixedLayout of(String pattern) {
    FixedLayout layout = tryOf(pattern);
    if (layout == null) {
      throw new IllegalArgumentException(pattern);
    }
    return layout;
  }

  /**
   * The layout, or null when the pattern has a part of another kind or lacks year, month or day.
   */
  static @Nullable FixedLayout tryOf(String pattern) {
    StringBuilder parts = new StringBuilder();
    StringBuilder literals = new StringBuilder();
    List<Integer> widths = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int end = at;
      while (end < pattern.length() && pattern.charAt(end) == c) {
        end++;
      }
      if (Character.isLetter(c)) {
        char part = part(c, end - at);
        if (part == 0 || parts.indexOf(String.valueOf(part)) >= 0) {
          return null;
        }
        parts.append(part);
        literals.append(' ');
        widths.add(part == MONTH_NAME ? 3 : end - at);
        at = end;
        continue;
      }
      if (c == '\'') {
        int close = pattern.indexOf('\'', at + 1);
        if (close <= at + 1 || pattern.startsWith("'", close + 1)) {
          return null;
        }
        literal(pattern.substring(at + 1, close), parts, literals, widths);
        at = close + 1;
      } else {
        literal(String.valueOf(c), parts, literals, widths);
        at++;
      }
    }
    boolean whole =
        parts.indexOf("y") >= 0
            && parts.indexOf("d") >= 0
            && parts.indexOf("M") >= 0 != parts.indexOf("N") >= 0
            && (parts.indexOf("Z") < 0 || parts.charAt(parts.length() - 1) == OFFSET);
    return whole
        ? new FixedLayout(
            parts.toString(), widths.stream().mapToInt(w -> w).toArray(), literals.toString())
        : null;
  }

  private static void literal(
      String text, StringBuilder parts, StringBuilder literals, List<Integer> widths) {
    for (int i = 0; i < text.length(); i++) {
      parts.append(LITERAL);
      literals.append(text.charAt(i));
      widths.add(1);
    }
  }

  private static char part(char letter, int count) {
    return switch (letter) {
      case 'y', 'Y' -> count == 4 ? 'y' : 0;
      case 'M' -> count == 2 ? 'M' : count == 3 ? MONTH_NAME : 0;
      case 'd', 'H', 'm', 's' -> count == 2 ? letter : 0;
      case 'S' -> count == 3 ? 'S' : 0;
      case 'Z' -> count == 1 ? OFFSET : 0;
      default -> 0;
    };
  }

  long millis(String text, DateTimeZone zone) {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int fraction = 0;
    int offset = 0;
    int at = 0;
    int length = text.length();
    for (int i = 0; i < parts.length; i++) {
      char part = parts[i];
      if (part == LITERAL) {
        if (at >= length || text.charAt(at) != literals[i]) {
          return TimeFormat.NONE;
        }
        at++;
        continue;
      }
      if (part == OFFSET) {
        offset = offset(text, at);
        if (offset == Integer.MIN_VALUE) {
          return TimeFormat.NONE;
        }
        at = length;
        continue;
      }
      int width = widths[i];
      if (at + width > length) {
        return TimeFormat.NONE;
      }
      int value = part == MONTH_NAME ? month(text, at) : digits(text, at, width);
      if (value < 0) {
        return TimeFormat.NONE;
      }
      at += width;
      switch (part) {
        case 'y' -> year = value;
        case 'M', MONTH_NAME -> month = value;
        case 'd' -> day = value;
        case 'H' -> hour = value;
        case 'm' -> minute = value;
        case 's' -> second = value;
        default -> fraction = value;
      }
    }
    if (at != length || !valid(year, month, day) || hour > 23 || minute > 59 || second > 59) {
      return TimeFormat.NONE;
    }
    long local =
        (days(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second) * 1000 + fraction;
    return zoned ? local - offset : utc(local, zone);
  }

  /** A local time that the zone skips is left to Joda, which refuses it. */
  private static long utc(long local, DateTimeZone zone) {
    int offset = zone.getOffsetFromLocal(local);
    long utc = local - offset;
    return zone.isFixed() || zone.getOffset(utc) == offset ? utc : TimeFormat.NONE;
  }

  private static boolean valid(int year, int month, int day) {
    if (year < 1600 || year > 9999 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= 28 || day <= daysOf(year, month);
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> leap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean leap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static long days(int year, int month, int day) {
    int before = year - 1;
    long days = 365L * before + before / 4 - before / 100 + before / 400;
    int leapDay = month > 2 && leap(year) ? 1 : 0;
    return days + DAYS_BEFORE[month] + leapDay + day - 719_163;
  }

  private static int digits(String text, int at, int width) {
    int value = 0;
    for (int i = at; i < at + width; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Offset in milliseconds for what ends the text: Z, +hhmm or +hh:mm; else MIN_VALUE. */
  private static int offset(String text, int at) {
    int left = text.length() - at;
    if (left == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (left != 5 && (left != 6 || text.charAt(at + 3) != ':')) {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + left - 2, 2);
    char sign = text.charAt(at);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || (sign != '+' && sign != '-')) {
      return Integer.MIN_VALUE;
    }
    int millis = (hours * 60 + minutes) * 60_000;
    return sign == '-' ? -millis : millis;
  }

  private static int month(String text, int at) {
    char first = text.charAt(at);
    char second = text.charAt(at + 1);
    char third = text.charAt(at + 2);
    if ((first | second | third) > 127) {
      return -1;
    }
    return switch (first << 16 | second << 8 | third) {
      case 'J' << 16 | 'a' << 8 | 'n' -> 1;
      case 'F' << 16 | 'e' << 8 | 'b' -> 2;
      case 'M' << 16 | 'a' << 8 | 'r' -> 3;
      case 'A' << 16 | 'p' << 8 | 'r' -> 4;
      case 'M' << 16 | 'a' << 8 | 'y' -> 5;
      case 'J' << 16 | 'u' << 8 | 'n' -> 6;
      case 'J' << 16 | 'u' << 8 | 'l' -> 7;
      case 'A' << 16 | 'u' << 8 | 'g' -> 8;
      case 'S' << 16 | 'e' << 8 | 'p' -> 9;
      case 'O' << 16 | 'c' << 8 | 't' -> 10;
      case 'N' << 16 | 'o' << 8 | 'v' -> 11;
      case 'D' << 16 | 'e' << 8 | 'c' -> 12;
      default -> -1;
    };
  }
}
