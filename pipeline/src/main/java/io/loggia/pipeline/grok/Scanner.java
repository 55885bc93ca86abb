package io.loggia.pipeline.grok;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Matches the common case of an expression in one pass, without the regex engine.
 *
 * <p>A regex engine tries the choices of an expression in a fixed order and answers with the first
 * way through. The scanner walks only the way on which every choice is the first one; when it gets
 * through, from the beginning of the text, that is the engine's answer too. Wherever a first choice
 * might have been wrong it gives up, and the engine decides. So it is never wrong and sometimes
 * silent: a text that does not match is always the engine's.
 *
 * <p>Two answers of a part are told apart. {@link #FAILS}: nothing that the engine could try would
 * make this part match here, so the next alternative is the engine's choice as well. {@link
 * #UNSURE}: give up. What is only one way of several must say UNSURE.
 *
 * <p>Texts are ASCII, as bytes; the parts know no other classes of characters.
 */
final class Scanner {
  static final int FAILS = -1;
  static final int UNSURE = -2;

  private final Part whole;
  private final int captures;

  /** A part of an expression. */
  interface Part {
    /**
     * @param spans begin and end of each capture, to be filled in
     * @return where the part's match ends, or {@link #FAILS} or {@link #UNSURE}
     */
    int scan(byte[] text, int at, int[] spans);
  }

  Scanner(Part whole, int captures) {
    this.whole = whole;
    this.captures = captures;
  }

  int captures() {
    return captures;
  }

  /** Begin and end of each capture, -1 where it took no part; null when the engine has to look. */
  int @Nullable [] scan(byte[] text) {
    int[] spans = new int[2 * captures];
    Arrays.fill(spans, -1);
    return whole.scan(text, 0, spans) >= 0 ? spans : null;
  }
}
