package io.loggia.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where an event came from: a stream and a position in it that only grows. Two events with the same
 * origin are the same event, read twice.
 *
 * @param source 64-bit hash that names the stream (a file of an agent, a partition of a buffer)
 * @param position place in the stream, 0 to 2^56 - 1: a byte offset in a file, a sequence number
 */
public record Origin(long source, long position) {
  private static final long LARGEST_POSITION = (1L << 56) - 1;

  public Origin {
    if (position < 0 || position > LARGEST_POSITION) {
      throw new IllegalArgumentException("position " + position + " is not within 0 to 2^56 - 1");
    }
  }

  /** An origin in the stream that these words name; the same words always name the same stream. */
  public static Origin of(long position, String... words) {
    return new Origin(source(words), position);
  }

  /** The 64-bit FNV-1a hash, finished with a mixer, of the words and their boundaries. */
  public static long source(String... words) {
    long hash = 0xcbf29ce484222325L;
    for (String word : words) {
      for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
      hash = (hash ^ 0x1ff) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  /**
   * The document id: 15 bytes (source, then position, big-endian) as 20 characters of URL-safe
   * Base64. The store keeps such ids as their bytes, so the ids of one source sort by position and
   * sit side by side in its term dictionary, which is what makes them cheap.
   */
  public String documentId() {
    byte[] id = new byte[15];
    for (int i = 0; i < 8; i++) {
      id[i] = (byte) (source >>> (56 - 8 * i));
    }
    for (int i = 0; i < 7; i++) {
      id[8 + i] = (byte) (position >>> (48 - 8 * i));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}
