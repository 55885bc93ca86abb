package io.loggia.pipeline.plan;

/** The escapes of a quoted text where config.support_escapes is on. */
final class Escapes {
  private Escapes() {}

  /** Replaces those that are known; any other backslash stays. */
  static String process(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int replaced = c == '\\' && i + 1 < text.length() ? replacement(text.charAt(i + 1)) : -1;
      if (replaced >= 0) {
        out.append((char) replaced);
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int replacement(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '"', '\'', '\\', '/' -> escaped;
      default -> -1;
    };
  }
}
