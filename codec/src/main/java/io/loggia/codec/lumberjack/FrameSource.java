package io.loggia.codec.lumberjack;

import java.io.IOException;
import java.util.Arrays;

/** Bytes of frames, buffered, each with its place in the stream. */
abstract sealed class FrameSource permits StreamSource, InflatedSource {
  private static final int BUFFER = 32 << 10;
  private static final int KEPT_SCRATCH = 256 << 10;

  final byte[] buffer = new byte[BUFFER];
  int position;
  int limit;
  private long before;
  private byte[] scratch = new byte[0];
  private byte[] sliceBytes = buffer;
  private int sliceOffset;

  /** Reads at least one byte into the buffer from its beginning; -1 at the end. */
  abstract int fill(byte[] buffer) throws IOException;

  /** What this is a stream of, and where we are in it, for messages. */
  abstract String where(long offset);

  /** Of the next byte, counted from 0. */
  final long offset() {
    return before + position;
  }

  final String here() {
    return where(offset());
  }

  /** The next byte, or -1 at the end. */
  final int read() throws IOException {
    return more() ? buffer[position++] & 0xff : -1;
  }

  /** Whether another byte is there, waiting for it. */
  final boolean more() throws IOException {
    while (position == limit) {
      int count = fill(buffer);
      if (count < 0) {
        return false;
      }
      before += limit;
      position = 0;
      limit = count;
    }
    return true;
  }

  final byte octet(String of) throws IOException {
    int octet = read();
    if (octet < 0) {
      throw new LumberjackException("the stream ends inside " + of + ", " + here());
    }
    return (byte) octet;
  }

  /** An unsigned 32-bit integer, big-endian. */
  final long number(String of) throws IOException {
    long number = 0;
    for (int i = 0; i < 4; i++) {
      number = number << 8 | (octet(of) & 0xff);
    }
    return number;
  }

  /** As {@link #number}, refused when it is more than the limit. */
  final int bounded(String of, int most) throws IOException {
    long at = offset();
    long number = number(of);
    if (number > most) {
      throw new LumberjackException(
          of + " is " + number + ", more than the limit of " + most + ", " + where(at));
    }
    return (int) number;
  }

  /** Makes the next bytes one slice, which is valid until the next call of any method. */
  final void slice(int length, String of) throws IOException {
    if (limit - position >= length) {
      sliceBytes = buffer;
      sliceOffset = position;
      position += length;
      return;
    }
    if (scratch.length > KEPT_SCRATCH) {
      scratch = new byte[0];
    }
    int filled = 0;
    while (filled < length) {
      if (!more()) {
        throw new LumberjackException(
            "the stream ends %d bytes before the end of %s, %s"
                .formatted(length - filled, of, here()));
      }
      int count = Math.min(length - filled, limit - position);
      if (scratch.length < filled + count) {
        scratch = Arrays.copyOf(scratch, (int) Math.min(length, 2L * (filled + count)));
      }
      System.arraycopy(buffer, position, scratch, filled, count);
      position += count;
      filled += count;
    }
    sliceBytes = scratch;
    sliceOffset = 0;
  }

  final byte[] sliceBytes() {
    return sliceBytes;
  }

  final int sliceOffset() {
    return sliceOffset;
  }
}
