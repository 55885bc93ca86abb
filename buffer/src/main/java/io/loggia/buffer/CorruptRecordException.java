package io.loggia.buffer;

/** Bytes on the disk are not what was once written there; the message says in what way. */
final class CorruptRecordException extends Exception {
  CorruptRecordException(String message) {
    super(message);
  }
}
