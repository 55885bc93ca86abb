package io.loggia.input;

import io.loggia.codec.AutoLineDecoder;
import io.loggia.codec.EventDecoder;
import io.loggia.codec.Flaw;
import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.PlainLineDecoder;
import java.time.InstantSource;
import java.util.function.Consumer;

/** How a line becomes an event. */
public enum LineCodec {
  /** Every line is a JSON object. */
  JSON_LINES,
  /** Every line is a message. */
  LINE,
  /** A line that is a JSON object is read as such, any other is a message. */
  AUTO;

  EventDecoder decoder(InstantSource clock, Consumer<Flaw> flaws) {
    return switch (this) {
      case JSON_LINES -> new JsonEventDecoder(clock, flaws);
      case LINE -> new PlainLineDecoder(clock, flaws);
      case AUTO -> new AutoLineDecoder(clock, flaws);
    };
  }

  /** Whether an empty line is an event; between JSON objects it is white space. */
  boolean takesEmptyLines() {
    return this == LINE;
  }
}
