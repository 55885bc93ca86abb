package io.loggia.app;

import io.loggia.buffer.Buffer;
import io.loggia.buffer.Lease;
import io.loggia.event.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The threads that carry events from the buffer through the pipeline into the store. A worker
 * leases events, and until {@link Lease#done} the buffer still answers for them: whatever happens
 * before, they are read again. {@code done} is called only after the pipeline, and with it every
 * output, has returned.
 */
final class Workers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 1_000;

  private final Buffer buffer;
  private final EventSink pipeline;
  private final int batchSize;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private Workers(Buffer buffer, EventSink pipeline, int batchSize) {
    this.buffer = buffer;
    this.pipeline = pipeline;
    this.batchSize = batchSize;
  }

  static Workers start(Buffer buffer, EventSink pipeline, int count, int batchSize) {
    Workers workers = new Workers(buffer, pipeline, batchSize);
    for (int i = 0; i < count; i++) {
      workers.threads.add(Thread.ofPlatform().name("loggia-pipeline-" + i).start(workers::work));
    }
    return workers;
  }

  private void work() {
    try {
      while (!closed) {
        Optional<Lease> lease = buffer.read(batchSize, IDLE);
        if (lease.isPresent()) {
          carry(lease.get());
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Lease lease) throws InterruptedException {
    try (lease) {
      pipeline.accept(lease.batch());
      lease.done();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "a batch of "
              + lease.batch().size()
              + " events could not be processed; it stays in the buffer and is tried again",
          e);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Lets each worker end the batch that it has, for up to 5 s; then interrupts it. */
  @Override
  public void close() {
    closed = true;
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
      for (Thread thread : threads) {
        thread.interrupt();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
