package io.loggia.pipeline.grok;

import static io.loggia.pipeline.grok.Scanner.FAILS;
import static io.loggia.pipeline.grok.Scanner.UNSURE;

import io.loggia.pipeline.grok.Scanner.Part;
import java.util.Map;

/**
 * The well-known patterns, read by hand. Each takes what the built-in definition's first choice
 * takes, and no text is read that a later choice of the definition could read otherwise.
 */
final class ScannerPrimitives {
  static final Map<String, Part> TABLE =
      Map.ofEntries(
          Map.entry("NOTSPACE", (text, at, spans) -> run(text, at, ScannerPrimitives::isNotSpace)),
          Map.entry("GREEDYDATA", (text, at, spans) -> line(text, at)),
          Map.entry("USERNAME", (text, at, spans) -> run(text, at, ScannerPrimitives::isUser)),
          Map.entry("USER", (text, at, spans) -> run(text, at, ScannerPrimitives::isUser)),
          Map.entry("PROG", (text, at, spans) -> run(text, at, ScannerPrimitives::isProgram)),
          Map.entry("WORD", (text, at, spans) -> word(text, at)),
          Map.entry("INT", (text, at, spans) -> integer(text, at)),
          Map.entry("POSINT", (text, at, spans) -> positive(text, at)),
          Map.entry("NONNEGINT", (text, at, spans) -> digitsAsWord(text, at)),
          Map.entry("NUMBER", (text, at, spans) -> number(text, at)),
          Map.entry("BASE10NUM", (text, at, spans) -> number(text, at)),
          Map.entry("HTTPDUSER", (text, at, spans) -> httpUser(text, at)),
          Map.entry("IPV4", (text, at, spans) -> ipv4(text, at)),
          Map.entry("IPORHOST", (text, at, spans) -> ipOrHost(text, at)),
          Map.entry("SYSLOGHOST", (text, at, spans) -> ipOrHost(text, at)),
          Map.entry("HTTPDATE", (text, at, spans) -> httpDate(text, at)),
          Map.entry("TIMESTAMP_ISO8601", (text, at, spans) -> iso8601(text, at)),
          Map.entry("SYSLOGTIMESTAMP", (text, at, spans) -> syslogTime(text, at)),
          Map.entry("QS", (text, at, spans) -> quoted(text, at)),
          Map.entry("QUOTEDSTRING", (text, at, spans) -> quoted(text, at)));

  private static final int LONGEST_LABEL = 63;

  private interface CharacterClass {
    boolean has(byte c);
  }

  private ScannerPrimitives() {}

  private static int run(byte[] text, int at, CharacterClass characters) {
    int end = at;
    while (end < text.length && characters.has(text[end])) {
      end++;
    }
    return end == at ? FAILS : end;
  }

  private static int line(byte[] text, int at) {
    int end = at;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int word(byte[] text, int at) {
    return at > 0 && isWord(text[at - 1]) ? FAILS : run(text, at, ScannerPrimitives::isWord);
  }

  private static int integer(byte[] text, int at) {
    int from = at < text.length && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
    return run(text, from, ScannerPrimitives::isDigit);
  }

  private static int positive(byte[] text, int at) {
    return at < text.length && text[at] == '0' ? FAILS : digitsAsWord(text, at);
  }

  /** Digits between word boundaries; cutting them short leaves no boundary, so failing is sure. */
  private static int digitsAsWord(byte[] text, int at) {
    if (at > 0 && isWord(text[at - 1])) {
      return FAILS;
    }
    int end = run(text, at, ScannerPrimitives::isDigit);
    return end > 0 && end < text.length && isWord(text[end]) ? FAILS : end;
  }

  /** An atomic group in the definition: what it takes first, it keeps. */
  private static int number(byte[] text, int at) {
    if (at > 0 && (isDigit(text[at - 1]) || "+-.".indexOf(text[at - 1]) >= 0)) {
      return FAILS;
    }
    int from = at < text.length && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
    int whole = digits(text, from);
    int fraction = whole < text.length && text[whole] == '.' ? digits(text, whole + 1) : whole + 1;
    if (fraction > whole + 1) {
      return fraction;
    }
    return whole > from ? whole : FAILS;
  }

  /** A user's name; an address with an @ is left to the engine. */
  private static int httpUser(byte[] text, int at) {
    int end = at;
    while (end < text.length && isUser(text[end])) {
      end++;
    }
    for (int i = end; i < text.length && isNotSpace(text[i]); i++) {
      if (text[i] == '@') {
        return UNSURE;
      }
    }
    return end == at ? FAILS : end;
  }

  private static int ipOrHost(byte[] text, int at) {
    if (at >= text.length || !isAlphanumeric(text[at])) {
      return UNSURE;
    }
    return isDigit(text[at]) ? ipv4(text, at) : hostname(text, at);
  }

  private static int ipv4(byte[] text, int at) {
    if (at > 0 && isDigit(text[at - 1])) {
      return UNSURE;
    }
    int end = at;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0) {
        if (end >= text.length || text[end] != '.') {
          return UNSURE;
        }
        end++;
      }
      int after = digits(text, end);
      if (after == end || after > end + 3) {
        return UNSURE;
      }
      if (after == end + 3 && value(text, end, after) > 255) {
        return UNSURE;
      }
      end = after;
    }
    return end;
  }

  /** Begins with a letter, so it is no IPv4 address; a colon might make it an IPv6 address. */
  private static int hostname(byte[] text, int at) {
    if (at > 0 && isWord(text[at - 1])) {
      return UNSURE;
    }
    int end = at;
    int label = at;
    while (end < text.length
        && (isAlphanumeric(text[end]) || text[end] == '-' || text[end] == '.')) {
      if (text[end] == '.') {
        boolean another = end + 1 < text.length && isAlphanumeric(text[end + 1]);
        if (!another) {
          return UNSURE;
        }
        label = end + 1;
      }
      end++;
      if (end - label > LONGEST_LABEL) {
        return UNSURE;
      }
    }
    return end < text.length && text[end] == ':' ? UNSURE : end;
  }

  /** dd/MMM/yyyy:HH:mm:ss +hhmm, every part at full width. */
  private static int httpDate(byte[] text, int at) {
    if (at + 22 > text.length
        || (at > 0 && isWord(text[at - 1]))
        || text[at + 2] != '/'
        || text[at + 6] != '/'
        || text[at + 11] != ':'
        || text[at + 20] != ' '
        || !isDay(text, at)
        || !isMonth(text, at + 3)
        || digits(text, at + 7) != at + 11
        || !isTime(text, at + 12)) {
      return UNSURE;
    }
    int end = integer(text, at + 21);
    return end < 0 ? UNSURE : end;
  }

  /** yyyy-MM-dd HH:mm:ss with a fraction and a zone, or without. */
  private static int iso8601(byte[] text, int at) {
    if (at + 19 > text.length
        || digits(text, at) != at + 4
        || text[at + 4] != '-'
        || text[at + 7] != '-'
        || (text[at + 10] != 'T' && text[at + 10] != ' ')
        || !isTwo(text, at + 5, 1, 12)
        || !isDay(text, at + 8)
        || !isTime(text, at + 11)) {
      return UNSURE;
    }
    int end = at + 19;
    if (end < text.length && (text[end] == '.' || text[end] == ',' || text[end] == ':')) {
      int fraction = digits(text, end + 1);
      end = fraction > end + 1 ? fraction : end;
    }
    if (end < text.length && text[end] == 'Z') {
      return end + 1;
    }
    if (end < text.length && (text[end] == '+' || text[end] == '-')) {
      int colon = end + 3 < text.length && text[end + 3] == ':' ? 1 : 0;
      boolean zone =
          end + 5 + colon <= text.length
              && isTwo(text, end + 1, 0, 23)
              && isTwo(text, end + 3 + colon, 0, 59);
      return zone ? end + 5 + colon : UNSURE;
    }
    return end < text.length && isDigit(text[end]) ? UNSURE : end;
  }

  /** MMM dd HH:mm:ss, or one digit after two spaces. */
  private static int syslogTime(byte[] text, int at) {
    boolean shape =
        at + 15 <= text.length
            && (at == 0 || !isWord(text[at - 1]))
            && isMonth(text, at)
            && text[at + 3] == ' '
            && text[at + 6] == ' '
            && isTime(text, at + 7)
            && (text[at + 4] == ' '
                ? text[at + 5] >= '1' && text[at + 5] <= '9'
                : isDay(text, at + 4));
    if (!shape) {
      return UNSURE;
    }
    boolean more =
        at + 15 < text.length && (isDigit(text[at + 15]) || ":.,".indexOf(text[at + 15]) >= 0);
    return more ? UNSURE : at + 15;
  }

  /** An atomic group in the definition; only double quotes are read here. */
  private static int quoted(byte[] text, int at) {
    if (at >= text.length || text[at] != '"' || (at > 0 && text[at - 1] == '\\')) {
      return UNSURE;
    }
    int end = at + 1;
    while (end < text.length && text[end] != '"') {
      if (text[end] == '\\') {
        if (end + 1 >= text.length || text[end + 1] == '\n') {
          return UNSURE;
        }
        end++;
      }
      end++;
    }
    return end < text.length ? end + 1 : UNSURE;
  }

  private static boolean isTime(byte[] text, int at) {
    return isTwo(text, at, 0, 23)
        && text[at + 2] == ':'
        && isTwo(text, at + 3, 0, 59)
        && text[at + 5] == ':'
        && isTwo(text, at + 6, 0, 59);
  }

  private static boolean isDay(byte[] text, int at) {
    return isTwo(text, at, 1, 31);
  }

  private static boolean isTwo(byte[] text, int at, int least, int most) {
    if (!isDigit(text[at]) || !isDigit(text[at + 1])) {
      return false;
    }
    int value = value(text, at, at + 2);
    return value >= least && value <= most;
  }

  private static boolean isMonth(byte[] text, int at) {
    return switch (text[at] << 16 | text[at + 1] << 8 | text[at + 2]) {
      case 'J' << 16 | 'a' << 8 | 'n',
          'F' << 16 | 'e' << 8 | 'b',
          'M' << 16 | 'a' << 8 | 'r',
          'A' << 16 | 'p' << 8 | 'r',
          'M' << 16 | 'a' << 8 | 'y',
          'J' << 16 | 'u' << 8 | 'n',
          'J' << 16 | 'u' << 8 | 'l',
          'A' << 16 | 'u' << 8 | 'g',
          'S' << 16 | 'e' << 8 | 'p',
          'O' << 16 | 'c' << 8 | 't',
          'N' << 16 | 'o' << 8 | 'v',
          'D' << 16 | 'e' << 8 | 'c' ->
          true;
      default -> false;
    };
  }

  private static int digits(byte[] text, int at) {
    int end = at;
    while (end < text.length && isDigit(text[end])) {
      end++;
    }
    return end;
  }

  private static int value(byte[] text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text[i] - '0';
    }
    return value;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(byte c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWord(byte c) {
    return isAlphanumeric(c) || c == '_';
  }

  private static boolean isUser(byte c) {
    return isWord(c) || c == '.' || c == '-';
  }

  private static boolean isProgram(byte c) {
    return c > ' ' && c < 127 && c != '[' && c != ']';
  }

  private static boolean isNotSpace(byte c) {
    return c != ' ' && (c < '\t' || c > '\r');
  }
}
