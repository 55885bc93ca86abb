package io.loggia.agent;

import java.time.Duration;

/** When the agent's thread does what: naps, retries, scans, syncs and complaints. */
final class Pace {
  /** Leaves a new line well within the 200 ms that it may take to be shipped. */
  private static final Duration LONGEST_NAP = Duration.ofMillis(100);

  private static final Duration SHORTEST_NAP = Duration.ofMillis(5);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
  private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
  private static final Duration SYNC_INTERVAL = Duration.ofSeconds(1);
  private static final Duration COMPLAINT_INTERVAL = Duration.ofSeconds(30);

  private Duration nap = SHORTEST_NAP;
  private Duration retry = SHORTEST_RETRY;
  private final Timer scan;
  private final Timer sync = new Timer(SYNC_INTERVAL);
  private final Timer complaint = new Timer(COMPLAINT_INTERVAL);

  /** Is due at once, and then every interval. */
  private static final class Timer {
    private final long interval;
    private long next = System.nanoTime();

    Timer(Duration interval) {
      this.interval = interval.toNanos();
    }

    boolean isDue() {
      long now = System.nanoTime();
      if (now - next < 0) {
        return false;
      }
      next = now + interval;
      return true;
    }
  }

  Pace(Duration scanInterval) {
    this.scan = new Timer(scanInterval);
  }

  boolean scanIsDue() {
    return scan.isDue();
  }

  boolean syncIsDue() {
    return sync.isDue();
  }

  boolean complaintIsDue() {
    return complaint.isDue();
  }

  /** Something was shipped: the next look comes soon. */
  void shipped() {
    nap = SHORTEST_NAP;
    retry = SHORTEST_RETRY;
  }

  /** How long to wait when there was nothing to do; longer each time. */
  Duration nap() {
    Duration now = nap;
    nap = shorter(nap.multipliedBy(2), LONGEST_NAP);
    return now;
  }

  /** How long to wait after a failure; longer each time. */
  Duration retry() {
    Duration now = retry;
    retry = shorter(retry.multipliedBy(2), LONGEST_RETRY);
    return now;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
