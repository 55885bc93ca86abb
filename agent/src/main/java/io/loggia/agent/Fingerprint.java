package io.loggia.agent;

/**
 * A hash of a stretch of a file, to recognise it by: the bytes before an offset.
 *
 * @param length how many bytes were hashed
 * @param hash 64-bit FNV-1a of them
 */
record Fingerprint(int length, long hash) {
  /** How many bytes before an offset are remembered. */
  static final int OVERLAP = 256;

  static final Fingerprint EMPTY = of(new byte[0], 0, 0);

  Fingerprint {
    if (length < 0 || length > OVERLAP) {
      throw new IllegalArgumentException("a fingerprint of " + length + " bytes");
    }
  }

  static Fingerprint of(byte[] bytes, int from, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return new Fingerprint(length, hash);
  }

  /** Whether the bytes at {@code from}, of which {@code available} are there, are the same ones. */
  boolean matches(byte[] bytes, int from, int available) {
    return length <= available && of(bytes, from, length).hash == hash;
  }
}
