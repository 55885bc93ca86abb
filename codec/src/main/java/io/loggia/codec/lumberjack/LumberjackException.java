package io.loggia.codec.lumberjack;

import java.io.IOException;

/** The other side broke the protocol; the message says what it did and at which byte. */
public final class LumberjackException extends IOException {
  LumberjackException(String message) {
    super(message);
  }
}
