package io.loggia.codec;

import io.loggia.event.Event;

/** Makes one event of the bytes of one record: a line, or the payload of a frame. */
@FunctionalInterface
public interface EventDecoder {
  /** Never fails: what cannot be understood becomes the {@code message} of a tagged event. */
  Event decode(byte[] bytes, int offset, int length);
}
