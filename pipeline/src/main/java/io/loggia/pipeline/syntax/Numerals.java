package io.loggia.pipeline.syntax;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@code 12}, {@code -3}, {@code 1.5}, {@code 1.} */
final class Numerals {
  private Numerals() {}

  /** The number that the word is, or null when it is none. */
  static @Nullable Number read(String word) {
    int at = word.startsWith("-") ? 1 : 0;
    int digits = digits(word, at);
    if (digits == at) {
      return null;
    }
    if (digits == word.length()) {
      BigInteger exact = new BigInteger(word);
      return exact.bitLength() < Long.SIZE ? (Number) exact.longValue() : exact;
    }
    boolean fraction = word.charAt(digits) == '.' && digits(word, digits + 1) == word.length();
    return fraction ? Double.valueOf(word) : null;
  }

  private static int digits(String word, int from) {
    int end = from;
    while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
