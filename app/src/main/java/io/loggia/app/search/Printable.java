package io.loggia.app.search;

/** Text of events made harmless: a log line must not move the cursor or retitle the terminal. */
final class Printable {
  private Printable() {}

  /** Control characters become {@code ^[} and the like; tabs and line feeds stay. */
  static String text(String text) {
    int first = 0;
    while (first < text.length() && !isControl(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      append(safe, text.charAt(i));
    }
    return safe.toString();
  }

  private static void append(StringBuilder safe, char c) {
    if (!isControl(c)) {
      safe.append(c);
    } else if (c < 0x20) {
      safe.append('^').append((char) (c + 64));
    } else {
      safe.append("<U+%04X>".formatted((int) c));
    }
  }

  /** C0 and C1 controls, DEL, and the characters that turn the direction of writing. */
  private static boolean isControl(char c) {
    return (c < 0x20 && c != '\t' && c != '\n')
        || (c >= 0x7f && c <= 0x9f)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
