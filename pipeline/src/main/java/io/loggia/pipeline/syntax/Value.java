package io.loggia.pipeline.syntax;

import java.util.List;

/** What stands right of an arrow. */
public sealed interface Value {
  Position at();

  /** A quoted text, as written between the quotes. */
  record Text(Position at, String text) implements Value {}

  /** A text without quotes. */
  record Bareword(Position at, String text) implements Value {}

  /** A {@link Long} or {@link Double}. */
  record Numeral(Position at, Number number, String text) implements Value {}

  record Items(Position at, List<Value> items) implements Value {}

  record Hash(Position at, List<Entry> entries) implements Value {}

  /** A plugin as a value, such as {@code codec => json {}}. */
  record Nested(Position at, Statement.Plugin plugin) implements Value {}

  /** One {@code key => value} of a hash. */
  record Entry(Position at, String key, Value value) {}
}
