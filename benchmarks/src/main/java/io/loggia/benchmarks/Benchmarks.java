package io.loggia.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.Main;

/** Runs all benchmarks, or those that the arguments name; {@code -h} tells what JMH takes. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException {
    Main.main(arguments);
  }
}
