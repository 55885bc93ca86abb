package io.loggia.app.command;

import java.util.concurrent.CountDownLatch;

/** Lets something run until the process is told to stop, by Ctrl-C or SIGTERM, and closes it. */
final class UntilStopped {
  private UntilStopped() {}

  /** Never returns normally: the JVM ends when the hook has closed what runs. */
  static void run(AutoCloseable running) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "loggia-stop"));
    new CountDownLatch(1).await();
  }

  private static void close(AutoCloseable running) {
    System.err.println("\nStopping.");
    try {
      running.close();
    } catch (Exception e) {
      System.err.println("loggia: not everything could be closed: " + e.getMessage());
    }
  }
}
