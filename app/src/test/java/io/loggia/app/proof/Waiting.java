package io.loggia.app.proof;

import java.time.Duration;
import java.util.concurrent.Callable;

/** For what takes a while in another process. */
final class Waiting {
  private Waiting() {}

  /** Returns when the condition holds; its failures count as "not yet". */
  static void until(String what, Duration longest, Callable<Boolean> condition)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      Thread.sleep(50);
    } while (System.nanoTime() < end);
    throw new AssertionError("waited " + longest + " in vain: " + what, last);
  }
}
