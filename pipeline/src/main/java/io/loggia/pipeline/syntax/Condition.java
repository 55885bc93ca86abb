package io.loggia.pipeline.syntax;

import java.util.List;

/** What stands after {@code if}. */
public sealed interface Condition {
  record Combined(Join join, Condition left, Condition right) implements Condition {}

  record Not(Condition condition) implements Condition {}

  record Compared(Position at, Comparison comparison, Operand left, Operand right)
      implements Condition {}

  /** {@code =~}, or {@code !~} where negated; a pattern is a regex literal or a text. */
  record Matched(Position at, Operand left, String pattern, boolean negated) implements Condition {}

  record Contained(Position at, Operand element, Operand container, boolean negated)
      implements Condition {}

  /** A field that is there, and is neither false nor empty. */
  record Truthy(Operand.Field field) implements Condition {}

  enum Join {
    AND,
    OR,
    XOR,
    NAND
  }

  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    GREATER,
    LESS_OR_EQUAL,
    GREATER_OR_EQUAL
  }

  /** One side of a comparison. */
  sealed interface Operand {
    Position at();

    record Field(Position at, String reference) implements Operand {}

    record Text(Position at, String text) implements Operand {}

    record Numeral(Position at, Number number) implements Operand {}

    record Items(Position at, List<Operand> items) implements Operand {}
  }
}
