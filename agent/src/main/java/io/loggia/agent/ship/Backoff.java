package io.loggia.agent.ship;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from failure to failure, each shortened at random by up to a half. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  Duration pause() {
    long nanos = next.compareTo(longest) < 0 ? next.toNanos() : longest.toNanos();
    if (next.compareTo(longest) < 0) {
      next = next.multipliedBy(2);
    }
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }

  void reset() {
    next = first;
  }
}
