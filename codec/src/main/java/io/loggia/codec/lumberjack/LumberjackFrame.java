package io.loggia.codec.lumberjack;

import io.loggia.event.Event;

/** What a client sends. Compressed frames do not appear; the frames in them do. */
public sealed interface LumberjackFrame {
  /**
   * So many events follow, and then the client waits for their acknowledgement.
   *
   * @param version 1 or 2
   */
  record Window(int version, int events) implements LumberjackFrame {}

  /**
   * One event.
   *
   * @param sequence its number in the client's count, an unsigned 32-bit integer
   * @param bytes size of its payload, inflated
   */
  record Data(long sequence, int bytes, Event event) implements LumberjackFrame {}
}
