package io.loggia.app.generate;

import java.util.SplittableRandom;

/** Random numbers in the shapes that traffic has. Repeats itself for the same seed. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** True so many times in a million. */
  boolean perMillion(int times) {
    return random.nextInt(1_000_000) < times;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long bits() {
    return random.nextLong();
  }

  String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A rank from 0: the next one is about half as likely, the one after it a third, and so on. */
  int rank(int ranks) {
    return (int) Math.exp(random.nextDouble() * Math.log(ranks + 1.0)) - 1;
  }

  /** A positive number around a median, now and then much larger. */
  double logNormal(double median, double spread) {
    return median * Math.exp(spread * random.nextGaussian());
  }
}
