package io.loggia.codec.lumberjack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The server answers for every event of the window up to this one; number 0 says only that it is
 * alive.
 *
 * @param version 1 or 2
 * @param sequence unsigned 32-bit integer
 */
public record LumberjackAck(int version, long sequence) {
  private static final int LENGTH = 6;

  public boolean isKeepalive() {
    return sequence == 0;
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH)
        .put((byte) ('0' + version))
        .put((byte) 'A')
        .putInt((int) sequence)
        .array();
  }

  /**
   * Reads the rest of an acknowledgement whose first byte was read already.
   *
   * @throws LumberjackException when the bytes are something else
   * @throws EOFException when the stream ends
   */
  public static LumberjackAck read(int first, InputStream in) throws IOException {
    byte[] rest = in.readNBytes(LENGTH - 1);
    if (first < 0 || rest.length < LENGTH - 1) {
      throw new EOFException("the server closed the connection");
    }
    if ((first != '1' && first != '2') || rest[0] != 'A') {
      throw new LumberjackException(
          "the server sent 0x%02x 0x%02x where an acknowledgement was due; is it a Lumberjack server?"
              .formatted(first, rest[0]));
    }
    return new LumberjackAck(first - '0', Integer.toUnsignedLong(ByteBuffer.wrap(rest).getInt(1)));
  }
}
