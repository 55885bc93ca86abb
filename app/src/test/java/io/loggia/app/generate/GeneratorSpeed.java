package io.loggia.app.generate;

import java.time.InstantSource;

/** Prints how many lines of each kind one thread makes per second. */
public final class GeneratorSpeed {
  private static final int LINES = 2_000_000;

  private GeneratorSpeed() {}

  public static void main(String[] args) {
    for (LogGenerator.Kind kind : LogGenerator.Kind.values()) {
      LogGenerator generator = LogGenerator.of(kind, 1, InstantSource.system());
      for (int round = 0; round < 2; round++) {
        long start = System.nanoTime();
        long bytes = 0;
        for (int i = 0; i < LINES; i++) {
          bytes += generator.next().length() + 1;
        }
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %,.0f lines/s, %.0f MB/s%n", kind, LINES / took, bytes / took / 1e6);
      }
    }
  }
}
