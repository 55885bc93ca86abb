package io.loggia.buffer;

import io.loggia.event.Batch;

/**
 * Events that one worker answers for. Leases may be done in any order; the buffer commits
 * contiguous prefixes only. What is not done when the buffer closes or the process dies is read
 * again. Thread-safe.
 */
public interface Lease extends AutoCloseable {
  /** The events, at least one; they belong to the worker. */
  Batch batch();

  /** The events need not be read again. Has no effect on a lease that was given back. */
  void done();

  /** Gives the events back, to be leased again, unless they are done. */
  @Override
  void close();
}
