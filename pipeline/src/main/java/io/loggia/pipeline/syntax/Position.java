package io.loggia.pipeline.syntax;

import io.loggia.kernel.Problem;

/** A place in a file; lines and columns count from 1. */
public record Position(String file, int line, int column) {
  public Problem problem(String message) {
    return new Problem(file, line, column, message);
  }
}
