package io.loggia.kernel;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file the file's name as the user knows it
 * @param line counted from 1; 0 when the problem is with the file as a whole
 * @param column counted from 1; 0 when unknown
 * @param message what is wrong and what to do
 */
public record Problem(String file, int line, int column, String message) {
  /** {@code file:line:column: message}, as editors and people read it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    return text.append(": ").append(message).toString();
  }
}
