package io.loggia.input;

import io.loggia.codec.Flaw;
import io.micrometer.core.instrument.Counter;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what is wrong with the events of one connection, and says each kind of it once. */
final class Flaws implements Consumer<Flaw> {
  private final Connection connection;
  private final Counter malformed;
  private final Set<Flaw> said = EnumSet.noneOf(Flaw.class);

  Flaws(Connection connection, Counter malformed) {
    this.connection = connection;
    this.malformed = malformed;
  }

  @Override
  public void accept(Flaw flaw) {
    malformed.increment();
    if (said.add(flaw)) {
      connection.complain(
          "sent "
              + what(flaw)
              + "; this and further such events are kept with the tag "
              + flaw.tag());
    }
  }

  private static String what(Flaw flaw) {
    return switch (flaw) {
      case INVALID_UTF8 -> "bytes that are no UTF-8";
      case NO_JSON -> "what is no JSON object, where one was expected";
      case NO_TIMESTAMP -> "a @timestamp that is no ISO 8601 time";
      case TRUNCATED -> "a line that is too long, whose end is let go";
    };
  }
}
