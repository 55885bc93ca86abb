package io.loggia.codec;

/** What was wrong with the bytes of an event that was taken all the same; each is a tag. */
public enum Flaw {
  /** Bytes that are no UTF-8 were replaced by U+FFFD. */
  INVALID_UTF8("_invalid_utf8"),
  /** JSON was expected; the bytes became the {@code message}. */
  NO_JSON("_jsonparsefailure"),
  /** {@code @timestamp} is no ISO 8601 time; it was kept as {@code _@timestamp}. */
  NO_TIMESTAMP("_timestampparsefailure"),
  /** The line or event was longer than allowed and lost its end. */
  TRUNCATED("_truncated");

  private final String tag;

  Flaw(String tag) {
    this.tag = tag;
  }

  public String tag() {
    return tag;
  }
}
