package io.loggia.input;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Logs what strangers can cause as often as they like: some at once, then one per interval. */
final class Complaints {
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();
  private static final int AT_ONCE = 10;

  private final Logger log;
  private long allowed = AT_ONCE;
  private long renewed = System.nanoTime();
  private long unsaid;

  Complaints(Logger log) {
    this.log = log;
  }

  synchronized void warn(String message) {
    long intervals = (System.nanoTime() - renewed) / INTERVAL;
    allowed = Math.min(AT_ONCE, allowed + intervals);
    renewed += intervals * INTERVAL;
    if (allowed == 0) {
      unsaid++;
      return;
    }
    String others = unsaid == 0 ? "" : " (and " + unsaid + " more such events before)";
    log.log(Level.WARNING, message + others);
    allowed--;
    unsaid = 0;
  }
}
