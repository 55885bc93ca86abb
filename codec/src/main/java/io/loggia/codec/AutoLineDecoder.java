package io.loggia.codec;

import io.loggia.event.Event;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** A line that is a JSON object is read as such; any other line is a plain one, without blame. */
public final class AutoLineDecoder implements EventDecoder {
  private final JsonEventDecoder json;
  private final PlainLineDecoder plain;

  /**
   * @param flaws told of each flaw of each event, to be counted
   */
  public AutoLineDecoder(InstantSource clock, Consumer<Flaw> flaws) {
    this.json = new JsonEventDecoder(clock, flaws);
    this.plain = new PlainLineDecoder(clock, flaws);
  }

  @Override
  public Event decode(byte[] bytes, int offset, int length) {
    Optional<Event> event =
        length > 0 && bytes[offset] == '{'
            ? json.tryDecode(bytes, offset, length)
            : Optional.empty();
    return event.orElseGet(() -> plain.decode(bytes, offset, length));
  }
}
