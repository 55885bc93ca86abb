package io.loggia.app.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** Times work. */
final class Rounds {
  private Rounds() {}

  /** Seconds that the work takes. */
  static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The median of so many figures, taken one after another. */
  static double median(int rounds, Callable<Double> figure) throws Exception {
    double[] figures = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      figures[i] = figure.call();
    }
    return median(figures);
  }

  static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }
}
