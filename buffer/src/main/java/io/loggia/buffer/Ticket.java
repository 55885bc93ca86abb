package io.loggia.buffer;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** One sender's records on their way to the disk. Thread-safe. */
final class Ticket {
  final List<EncodedRecord> records;
  final long bytes;
  final long events;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.OPEN);

  private enum Outcome {
    OPEN,
    WRITTEN,
    REFUSED,
    WITHDRAWN
  }

  Ticket(List<EncodedRecord> records) {
    this.records = records;
    this.bytes = records.stream().mapToLong(EncodedRecord::size).sum();
    this.events = records.stream().mapToLong(record -> record.events).sum();
  }

  /**
   * Waits until the records are durable; false when they were refused. An interrupt withdraws them,
   * unless they are durable already: then it stays pending and the answer is true.
   */
  boolean await() throws InterruptedException {
    try {
      settled.await();
    } catch (InterruptedException e) {
      if (outcome.compareAndSet(Outcome.OPEN, Outcome.WITHDRAWN)) {
        throw e;
      }
      Thread.currentThread().interrupt();
    }
    return outcome.get() == Outcome.WRITTEN;
  }

  boolean isWithdrawn() {
    return outcome.get() == Outcome.WITHDRAWN;
  }

  void written() {
    settle(Outcome.WRITTEN);
  }

  void refused() {
    settle(Outcome.REFUSED);
  }

  private void settle(Outcome to) {
    outcome.compareAndSet(Outcome.OPEN, to);
    settled.countDown();
  }
}
