package io.loggia.app.generate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * {@code time stream tag text}. Each line of a stack trace is a line of its own, as the runtime
 * sees it; now and then a line comes in pieces, all but the last marked P.
 */
final class ContainerLines implements Lines {
  private final Happenings happenings;
  private final SecondText second = new SecondText("yyyy-MM-dd'T'HH:mm:ss");
  private final StringBuilder line = new StringBuilder(300);
  private final Deque<String> waiting = new ArrayDeque<>();

  ContainerLines(Happenings happenings) {
    this.happenings = happenings;
  }

  @Override
  public String next() {
    if (waiting.isEmpty()) {
      happen();
    }
    return waiting.remove();
  }

  private void happen() {
    happenings.advance();
    String stream = happenings.level.equals("ERROR") ? " stderr " : " stdout ";
    String text =
        happenings.level
            + " ["
            + happenings.thread
            + "] "
            + happenings.logger
            + " - "
            + happenings.message;
    if (!happenings.line.isEmpty()) {
      text += " line=" + happenings.line;
    }
    if (happenings.chance.perMillion(2_000)) {
      int half = text.length() / 2;
      add(stream, "P ", text.substring(0, half));
      add(stream, "F ", text.substring(half));
    } else {
      add(stream, "F ", text);
    }
    if (!happenings.trace.isEmpty()) {
      happenings.trace.lines().forEach(part -> add(stream, "F ", part));
    }
  }

  private void add(String stream, String tag, String text) {
    line.setLength(0);
    line.append(second.of(happenings.time)).append('.');
    SecondText.fraction(line, happenings.time, 9);
    waiting.add(line.append('Z').append(stream).append(tag).append(text).toString());
  }
}
