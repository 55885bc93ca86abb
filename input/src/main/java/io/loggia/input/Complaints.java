package io.loggia.input;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Logs what strangers can cause as often as they like: at most once per interval. */
final class Complaints {
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final Logger log;
  private long last = System.nanoTime() - INTERVAL;
  private long unsaid;

  Complaints(Logger log) {
    this.log = log;
  }

  synchronized void warn(String message) {
    long now = System.nanoTime();
    if (now - last < INTERVAL) {
      unsaid++;
      return;
    }
    String others = unsaid == 0 ? "" : " (and " + unsaid + " more such events before)";
    log.log(Level.WARNING, message + others);
    last = now;
    unsaid = 0;
  }
}
