package io.loggia.input;

import io.loggia.codec.lumberjack.LumberjackAck;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends acknowledgements, and keepalives from a thread of its own while a batch waits, so that a
 * client does not take a full buffer for a dead server.
 */
final class Acknowledger implements AutoCloseable {
  private static final int NONE = 0;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread keepalives;
  private volatile int waitingVersion = NONE;

  Acknowledger(OutputStream out, String name, Duration keepalive) {
    this.out = out;
    this.keepalives = Thread.ofVirtual().name(name).start(() -> keepAlive(keepalive));
  }

  /** A client of this version waits from now on. */
  void waiting(int version) {
    waitingVersion = version;
  }

  /** Answers for all events up to this number. */
  void acknowledge(int version, long sequence) throws IOException {
    waitingVersion = NONE;
    send(version, sequence);
  }

  /**
   * Ends the thread; interrupting it in a write closes the socket, which is to be closed anyway.
   */
  @Override
  public void close() {
    keepalives.interrupt();
    boolean interrupted = false;
    while (keepalives.isAlive()) {
      try {
        keepalives.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepAlive(Duration interval) {
    try {
      while (true) {
        Thread.sleep(interval);
        int version = waitingVersion;
        if (version != NONE) {
          send(version, 0);
        }
      }
    } catch (InterruptedException | IOException ended) {
      // The connection ends, or will fail to send its acknowledgement and end then.
    }
  }

  private void send(int version, long sequence) throws IOException {
    byte[] bytes = new LumberjackAck(version, sequence).bytes();
    lock.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
