package io.loggia.agent;

import java.util.Arrays;

/**
 * A file's first bytes, by which it and its copies are recognised. They are kept as they are, and
 * not as a hash, because a copy may hold any shorter part of them. Immutable.
 */
final class Head {
  /** How much is remembered once the file is that long. */
  static final int LONGEST = 1024;

  static final Head NONE = new Head(new byte[0]);

  private final byte[] bytes;

  private Head(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The first bytes of a buffer that begins as the file does. */
  static Head of(byte[] buffer, int available) {
    return new Head(Arrays.copyOf(buffer, Math.min(available, LONGEST)));
  }

  int length() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Whether a buffer with so many of a file's first bytes begins with these. */
  boolean isStartOf(byte[] buffer, int available) {
    return available >= bytes.length
        && Arrays.mismatch(bytes, 0, bytes.length, buffer, 0, bytes.length) < 0;
  }

  boolean isStartOf(Head other) {
    return isStartOf(other.bytes, other.bytes.length);
  }

  /** Whether one of them is a copy of the other, as far as both go; nothing is no copy. */
  boolean agreesWith(Head other) {
    return bytes.length > 0
        && other.bytes.length > 0
        && (isStartOf(other) || other.isStartOf(this));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Head head && Arrays.equals(bytes, head.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Head of " + bytes.length;
  }
}
