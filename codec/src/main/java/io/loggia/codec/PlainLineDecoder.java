package io.loggia.codec;

import io.loggia.event.Event;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The bytes are the {@code message}; the time is now. */
public final class PlainLineDecoder implements EventDecoder {
  private final InstantSource clock;
  private final Consumer<Flaw> flaws;

  /**
   * @param flaws told of each flaw of each event, to be counted
   */
  public PlainLineDecoder(InstantSource clock, Consumer<Flaw> flaws) {
    this.clock = clock;
    this.flaws = flaws;
  }

  @Override
  public Event decode(byte[] bytes, int offset, int length) {
    Event event = new Event(clock.instant());
    String text = Text.decode(bytes, offset, length);
    event.set(Event.MESSAGE, text);
    if (Text.isMalformed(text, bytes, offset, length)) {
      event.addTag(Flaw.INVALID_UTF8.tag());
      flaws.accept(Flaw.INVALID_UTF8);
    }
    return event;
  }
}
