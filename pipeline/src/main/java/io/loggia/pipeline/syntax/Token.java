package io.loggia.pipeline.syntax;

/**
 * A piece of the text.
 *
 * @param text the content: without quotes, slashes or outer brackets
 */
record Token(Kind kind, String text, Position at) {
  enum Kind {
    /** A name, bareword, number or keyword; the parser knows which. */
    WORD,
    STRING,
    REGEX,
    /** {@code [a][b]} in a condition; the text keeps its brackets. */
    SELECTOR,
    /** Brackets, arrow, comma and operators. */
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /** What to call the token in an error message. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the file";
      case STRING -> "the text \"" + text + "\"";
      case REGEX -> "/" + text + "/";
      case WORD, SELECTOR, SYMBOL -> "\"" + text + "\"";
    };
  }
}
