package io.loggia.app.proof;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a proof needs of the machine: skipped with a line without it, but never in CI. */
final class Prerequisite {
  private Prerequisite() {}

  static void check(boolean there, String what) {
    if (!there && "true".equals(System.getenv("CI"))) {
      Assertions.fail("this proof needs " + what);
    }
    Assumptions.assumeTrue(there, "skipped: this proof needs " + what);
  }

  /** Whether a program is on the path. */
  static boolean program(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }
}
