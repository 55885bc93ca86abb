package io.loggia.codec.lumberjack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Frames written by hand from the protocol, not by the code under test. */
final class Frames {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static Frames frames() {
    return new Frames();
  }

  Frames ascii(String text) {
    bytes.writeBytes(text.getBytes(UTF_8));
    return this;
  }

  Frames raw(byte[] some) {
    bytes.writeBytes(some);
    return this;
  }

  Frames number(long number) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) number).array());
    return this;
  }

  Frames window(long events) {
    return ascii("2W").number(events);
  }

  Frames json(long sequence, String json) {
    return ascii("2J").number(sequence).text(json);
  }

  Frames text(String text) {
    return number(text.getBytes(UTF_8).length).ascii(text);
  }

  Frames compressed(Frames inner) {
    byte[] deflated = deflate(inner.bytes());
    ascii("2C").number(deflated.length);
    bytes.writeBytes(deflated);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  static byte[] deflate(byte[] raw) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(raw);
      deflater.finish();
      byte[] out = new byte[raw.length + 100];
      return java.util.Arrays.copyOf(out, deflater.deflate(out));
    }
  }
}
