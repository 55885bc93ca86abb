package io.loggia.console.search;

/** The question was wrong; the message says what and where, for the person who asked. */
public final class QueryException extends Exception {
  private final int position;

  public QueryException(String message) {
    this(message, 0);
  }

  public QueryException(String message, Throwable cause) {
    super(message, cause);
    this.position = 0;
  }

  QueryException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** The character of the query that the message is about, counted from 1; 0 when unknown. */
  public int position() {
    return position;
  }
}
