package io.loggia.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name somebody meant. */
public final class NearestName {
  private NearestName() {}

  /** The known name that is closest to the given one, when it is close enough to be a slip. */
  public static Optional<String> of(String given, Collection<String> known) {
    int reach = (given.length() + 2) / 3;
    return known.stream()
        .filter(name -> distance(given, name) <= reach)
        .min(Comparator.comparingInt((String name) -> distance(given, name)).thenComparing(n -> n));
  }

  /** {@code ; did you mean "x"?}, or nothing: for the end of an error message. */
  public static String hint(String given, Collection<String> known) {
    return of(given, known).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  /** Levenshtein's distance, case aside, over at most 64 characters. */
  private static int distance(String left, String right) {
    String a = shorten(left);
    String b = shorten(right);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }

  private static String shorten(String name) {
    return name.substring(0, Math.min(64, name.length())).toLowerCase(Locale.ROOT);
  }
}
