package io.loggia.buffer;

/** Waiting for this buffer's own threads. */
final class Threads {
  private Threads() {}

  /** Returns when the thread has ended; an interrupt meanwhile stays pending. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
