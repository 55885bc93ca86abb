package io.loggia.pipeline.syntax;

import java.util.List;

/** One {@code input}, {@code filter} or {@code output} section; each may appear many times. */
public record Section(Position at, Kind kind, List<Statement> statements) {
  public enum Kind {
    INPUT,
    FILTER,
    OUTPUT
  }
}
