package io.loggia.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ISO 8601 times in UTC, as the store and Logstash write them, without a formatter's cost. */
public final class Timestamps {
  private static final int[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private Timestamps() {}

  /**
   * {@code 2026-11-20T07:09:05.123Z}: milliseconds, and the digits behind them only when they are
   * not zero.
   */
  public static String format(Instant instant) {
    long second = instant.getEpochSecond();
    long day = Math.floorDiv(second, 86_400L);
    // Years outside 0 to 9999 do not fit the form.
    if (day < -719_528 || day > 2_932_896) {
      return instant.toString();
    }
    int ofDay = (int) Math.floorMod(second, 86_400L);
    int nano = instant.getNano();
    boolean fine = nano % 1_000_000 != 0;
    byte[] text = new byte[fine ? 30 : 24];
    date(day, text);
    text[10] = 'T';
    two(ofDay / 3600, text, 11);
    text[13] = ':';
    two(ofDay / 60 % 60, text, 14);
    text[16] = ':';
    two(ofDay % 60, text, 17);
    text[19] = '.';
    digits(fine ? nano : nano / 1_000_000, fine ? 9 : 3, text, 20);
    text[text.length - 1] = 'Z';
    @SuppressWarnings("deprecation") // ASCII bytes as they are: the one constructor with no decoder
    String result = new String(text, 0);
    return result;
  }

  /** Reads an ISO 8601 time with an offset or Z; empty when the text is none. */
  public static Optional<Instant> parse(String text) {
    if (text.length() < 16 || text.length() > 64 || text.charAt(4) != '-') {
      return Optional.empty();
    }
    Instant usual = usual(text);
    if (usual != null) {
      return Optional.of(usual);
    }
    try {
      return Optional.of(
          OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** The form that machines write, {@code 2026-11-20T07:09:05.123Z}; null for any other. */
  private static @Nullable Instant usual(String text) {
    int end = text.length() - 1;
    if (end < 19 || end > 29 || text.charAt(end) != 'Z' || !hasSeparators(text)) {
      return null;
    }
    if (end == 20 || (end > 20 && text.charAt(19) != '.')) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int fraction = end > 20 ? number(text, 20, end) : 0;
    if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23) {
      return null;
    }
    if (minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0) {
      return null;
    }
    if (day > 28 && day > Month.of(month).length(Year.isLeap(year))) {
      return null;
    }
    long ofDay = hour * 3600L + minute * 60L + second;
    int nano = end > 20 ? fraction * POWERS_OF_TEN[29 - end] : 0;
    return Instant.ofEpochSecond(
        LocalDate.of(year, month, day).toEpochDay() * 86_400 + ofDay, nano);
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** The digits from there to there, at most nine, as a number; negative when one is none. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Days since 1970 to a proleptic Gregorian date (H. Hinnant, "chrono-compatible algorithms"). */
  private static void date(long day, byte[] text) {
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    int ofEra = (int) Math.floorMod(shifted, 146_097L);
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    digits(year, 4, text, 0);
    text[4] = '-';
    two(month, text, 5);
    text[7] = '-';
    two(dayOfYear - (153 * marchMonth + 2) / 5 + 1, text, 8);
  }

  private static void two(int value, byte[] text, int at) {
    text[at] = (byte) ('0' + value / 10);
    text[at + 1] = (byte) ('0' + value % 10);
  }

  private static void digits(int value, int count, byte[] text, int at) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
