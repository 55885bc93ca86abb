package io.loggia.input;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of events all connections of an input hold together. When it is full, a connection
 * hands on what it has at once and reads nothing before that is taken, so a thousand senders and a
 * sink that blocks do not fill the heap.
 */
final class Backlog {
  private static final int SHARE_OF_HEAP = 8;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  Backlog(long most) {
    this.most = most;
  }

  static Backlog ofHeap() {
    return new Backlog(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** Returns whether there is room for more. */
  boolean add(long bytes) {
    return held.addAndGet(bytes) < most;
  }

  void remove(long bytes) {
    held.addAndGet(-bytes);
  }
}
