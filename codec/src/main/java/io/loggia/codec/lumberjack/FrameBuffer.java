package io.loggia.codec.lumberjack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** A growing array of bytes that are written again and again. */
final class FrameBuffer extends OutputStream {
  private static final int KEPT = 4 << 20;

  private byte[] bytes = new byte[4 << 10];
  private int size;

  int size() {
    return size;
  }

  /** Forgets what is behind this size, and the memory of an unusually large content. */
  void truncate(int to) {
    size = to;
    if (to == 0 && bytes.length > KEPT) {
      bytes = new byte[4 << 10];
    }
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Appends the beginning of the other buffer. */
  void copy(FrameBuffer from, int length) {
    write(from.bytes, 0, length);
  }

  /** A version, a type, and unsigned 32-bit integers. */
  void header(char type, long... numbers) {
    write('2');
    write(type);
    for (long number : numbers) {
      reserve(4);
      size += 4;
      patch(size - 4, number);
    }
  }

  void patch(int at, long number) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (number >>> (24 - 8 * i));
    }
  }

  /** Appends the compressed bytes of the other buffer, from there to its end. */
  void deflate(FrameBuffer raw, int from, Deflater deflater) {
    deflater.reset();
    deflater.setInput(raw.bytes, from, raw.size - from);
    deflater.finish();
    while (!deflater.finished()) {
      reserve(8 << 10);
      size += deflater.deflate(bytes, size, bytes.length - size);
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
    }
  }
}
