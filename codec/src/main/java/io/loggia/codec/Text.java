package io.loggia.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 from strangers: what is malformed becomes U+FFFD. */
public final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  public static String decode(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /**
   * Whether these bytes, which {@link #decode} made into this text, are no UTF-8. Costs a scan of
   * the text, and a second look at the bytes only when U+FFFD is in it.
   */
  public static boolean isMalformed(String decoded, byte[] bytes, int offset, int length) {
    return decoded.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes, offset, length);
  }

  /** The length without an unfinished character at the end. */
  static int cutAtCharacter(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int back = 1; back <= Math.min(4, length); back++) {
      int b = bytes[end - back] & 0xff;
      if (b < 0x80) {
        return length;
      }
      if (b >= 0xc0) {
        int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
    }
    return length;
  }

  private static boolean isUtf8(byte[] bytes, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
