package io.loggia.app;

import java.util.Optional;

/** What {@code ${NAME}} in configuration means: an environment variable. */
public final class Variables {
  private Variables() {}

  public static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
