package io.loggia.buffer;

/** The first byte of an encoded value; docs/formats/buffer-segment.md says what follows each. */
final class Tag {
  static final int NULL = 0x00;
  static final int FALSE = 0x01;
  static final int TRUE = 0x02;
  static final int LONG = 0x03;
  static final int DOUBLE = 0x04;
  static final int INSTANT_MILLIS = 0x05;
  static final int INSTANT_NANOS = 0x06;
  static final int BIG_INTEGER = 0x07;
  static final int BIG_DECIMAL = 0x08;
  static final int LIST = 0x09;
  static final int MAP = 0x0a;
  static final int SHARED_MAP = 0x0b;
  static final int SHARED_MAP_AGAIN = 0x0c;
  static final int LATIN1 = 0x10;
  static final int UTF8 = 0x11;
  static final int UTF16 = 0x12;

  /** Added to a string's tag: the string enters the record's table. */
  static final int REMEMBER = 0x04;

  static final int STRING_AGAIN = 0x18;

  /** From here on, the tag itself is the place in the string table, 0 to 127. */
  static final int STRING_AGAIN_SHORT = 0x80;

  /** Bits of the byte that begins an event. */
  static final int HAS_ORIGIN = 0x01;

  static final int SAME_SOURCE = 0x02;
  static final int HAS_METADATA = 0x04;

  /** Strings longer than this, in UTF-16 units, are not looked up in the table. */
  static final int LONGEST_REMEMBERED = 64;

  static final int MOST_REMEMBERED = 4096;

  /** Lists and maps within each other. JSON is read to 500 levels. */
  static final int DEEPEST = 600;

  private Tag() {}
}
