package io.loggia.app.doctor;

/**
 * What one check saw.
 *
 * @param message what was found and, unless it is good, what to do
 */
public record Finding(String check, Status status, String message) {
  /** How a check ended. */
  public enum Status {
    GOOD,
    /** Works, and could be better. */
    ADVICE,
    /** Loggia would not start or not work. */
    FAILURE
  }

  static Finding good(String check, String message) {
    return new Finding(check, Status.GOOD, message);
  }

  static Finding advice(String check, String message) {
    return new Finding(check, Status.ADVICE, message);
  }

  static Finding failure(String check, String message) {
    return new Finding(check, Status.FAILURE, message);
  }

  public boolean isFailure() {
    return status == Status.FAILURE;
  }
}
