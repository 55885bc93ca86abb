package io.loggia.buffer;

import io.loggia.event.Batch;
import io.loggia.event.EventSink;
import java.time.Duration;
import java.util.Optional;

/** The durable queue. {@link #accept} returns after a group-committed fsync. Thread-safe. */
public interface Buffer extends EventSink, AutoCloseable {
  /**
   * Takes the batch over: on return it is on the disk. Blocks while the buffer is full or its disk
   * fails; a thread that is interrupted meanwhile still answers for its batch.
   *
   * @throws IllegalStateException when the buffer is closed
   */
  @Override
  void accept(Batch batch) throws InterruptedException;

  /**
   * The next events that are not leased yet. Whole records: several small ones are merged up to
   * {@code maxEvents}, one large one may exceed it. Several workers may call it at once. An event
   * without an origin has one when it comes out of here.
   *
   * @param wait how long to wait for the first event; then the answer is empty
   * @throws IllegalStateException when the buffer is closed
   */
  Optional<Lease> read(int maxEvents, Duration wait) throws InterruptedException;

  BufferStatus status();

  /** Ends the buffer's threads. What is not done is read again after the next start. */
  @Override
  void close();
}
