package io.loggia.pipeline.syntax;

import io.loggia.pipeline.syntax.Token.Kind;

/**
 * Cuts the text into tokens, one at a time, because a bracket and a slash mean one thing in a
 * condition and another elsewhere: the parser says where it is.
 */
final class Lexer {
  private static final String[] CONDITION_SYMBOLS = {
    "==", "!=", "<=", ">=", "=~", "!~", "<", ">", "!", "(", ")", "{", "}", "[", "]", ","
  };
  private static final String[] SYMBOLS = {"=>", "{", "}", "[", "]", ","};

  private final String file;
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  Lexer(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** The next token, outside conditions. */
  Token next() throws SyntaxException {
    return next(false);
  }

  /** The next token within a condition, where regexes and selectors are tokens too. */
  Token nextInCondition() throws SyntaxException {
    return next(true);
  }

  private Token next(boolean condition) throws SyntaxException {
    skipSpace();
    Position start = position();
    if (at == text.length()) {
      return new Token(Kind.END, "", start);
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return new Token(Kind.STRING, delimited(c, start, "text"), start);
    }
    if (condition && c == '/') {
      return new Token(Kind.REGEX, delimited(c, start, "regular expression"), start);
    }
    if (condition && c == '[') {
      int end = selectorEnd();
      if (end > at) {
        return new Token(Kind.SELECTOR, take(end), start);
      }
    }
    if (isWord(c)) {
      return new Token(Kind.WORD, take(wordEnd()), start);
    }
    for (String symbol : condition ? CONDITION_SYMBOLS : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        return new Token(Kind.SYMBOL, take(at + symbol.length()), start);
      }
    }
    throw new SyntaxException(
        start,
        "unexpected character \""
            + Character.toString(text.codePointAt(at))
            + "\"; quote it if it is text");
  }

  private Position position() {
    return new Position(file, line, at - lineStart + 1);
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  /** Moves to the place and returns what was passed, counting its lines. */
  private String take(int end) {
    String taken = text.substring(at, end);
    for (int i = at; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    at = end;
    return taken;
  }

  /** A delimiter after a backslash does not end the token; the backslash stays in its text. */
  private String delimited(char delimiter, Position start, String what) throws SyntaxException {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != delimiter) {
      boolean escaped =
          text.charAt(end) == '\\' && end + 1 < text.length() && text.charAt(end + 1) == delimiter;
      end += escaped ? 2 : 1;
    }
    if (end >= text.length()) {
      throw new SyntaxException(start, "this " + what + " is not closed; add a " + delimiter);
    }
    String taken = take(end + 1);
    return taken.substring(1, taken.length() - 1);
  }

  /**
   * The end of the run of {@code [name]} elements here, or here when this bracket opens an array. A
   * quoted text alone in brackets is an array of one, which is what its author meant.
   */
  private int selectorEnd() {
    int end = at;
    while (end < text.length() && text.charAt(end) == '[') {
      int close = end + 1;
      while (close < text.length() && "[],\n".indexOf(text.charAt(close)) < 0) {
        close++;
      }
      boolean closed = close < text.length() && text.charAt(close) == ']' && close > end + 1;
      if (!closed || quoted(text.substring(end + 1, close).strip())) {
        return end;
      }
      end = close + 1;
    }
    return end;
  }

  private static boolean quoted(String content) {
    return content.isEmpty() || content.charAt(0) == '"' || content.charAt(0) == '\'';
  }

  private int wordEnd() {
    int end = at;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '.' && isInteger(text.substring(at, end))) {
      end++;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
    }
    return end;
  }

  private static boolean isInteger(String word) {
    int digits = word.startsWith("-") ? 1 : 0;
    return word.length() > digits && word.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
