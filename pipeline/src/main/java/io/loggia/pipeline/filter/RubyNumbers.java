package io.loggia.pipeline.filter;

import java.math.BigInteger;

/** Texts as numbers, as leniently as Ruby's to_i and to_f: what leads with a number is one. */
final class RubyNumbers {
  private RubyNumbers() {}

  /** The integer that the text begins with; 0 when it begins with none. */
  static Object toInteger(String text) {
    int length = text.length();
    if (length > 0 && length < 19) {
      long value = 0;
      int at = 0;
      while (at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        value = value * 10 + (text.charAt(at++) - '0');
      }
      if (at == length) {
        return value;
      }
    }
    return integer(new BigInteger(digits(text)));
  }

  /** The number as a {@link Long} where it fits. */
  static Object integer(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static String digits(String text) {
    String stripped = text.stripLeading();
    StringBuilder digits = new StringBuilder();
    int at = 0;
    if (!stripped.isEmpty() && (stripped.charAt(0) == '-' || stripped.charAt(0) == '+')) {
      if (stripped.charAt(0) == '-') {
        digits.append('-');
      }
      at++;
    }
    boolean any = false;
    for (; at < stripped.length() && digits.length() < 1000; at++) {
      char c = stripped.charAt(at);
      if (c >= '0' && c <= '9') {
        digits.append(c);
        any = true;
      } else if (c != '_' || !any) {
        break;
      }
    }
    return any ? digits.toString() : "0";
  }

  /** The number that the text begins with; 0 when it begins with none. */
  static Double toFloat(String text) {
    String stripped = text.stripLeading();
    int end = 0;
    if (end < stripped.length() && "+-".indexOf(stripped.charAt(end)) >= 0) {
      end++;
    }
    int whole = skipDigits(stripped, end);
    if (whole == end) {
      return 0.0;
    }
    end = whole;
    if (end < stripped.length() && stripped.charAt(end) == '.') {
      int fraction = skipDigits(stripped, end + 1);
      end = fraction > end + 1 ? fraction : end;
    }
    if (end < stripped.length() && "eE".indexOf(stripped.charAt(end)) >= 0) {
      int sign = end + 1;
      if (sign < stripped.length() && "+-".indexOf(stripped.charAt(sign)) >= 0) {
        sign++;
      }
      int exponent = skipDigits(stripped, sign);
      end = exponent > sign ? exponent : end;
    }
    return Double.valueOf(stripped.substring(0, end));
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
