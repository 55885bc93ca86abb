package io.loggia.pipeline.syntax;

import java.util.List;

/** What stands in a section or in a branch. */
public sealed interface Statement {
  /** A plugin with its attributes in the order of the text; names may repeat. */
  record Plugin(Position at, String name, List<Attribute> attributes) implements Statement {}

  /** Arms are tried in order; {@code otherwise} runs when none applies. */
  record Branch(List<Arm> arms, List<Statement> otherwise) implements Statement {}

  record Attribute(Position at, String name, Value value) {}

  record Arm(Condition condition, List<Statement> body) {}
}
