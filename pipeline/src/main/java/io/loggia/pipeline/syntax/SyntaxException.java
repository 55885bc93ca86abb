package io.loggia.pipeline.syntax;

import io.loggia.kernel.Problem;

/** The text of a file stops making sense at a place; what follows it cannot be read. */
public final class SyntaxException extends Exception {
  private final transient Problem problem;

  SyntaxException(Position at, String message) {
    super(message);
    this.problem = at.problem(message);
  }

  public Problem problem() {
    return problem;
  }
}
