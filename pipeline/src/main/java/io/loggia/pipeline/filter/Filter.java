package io.loggia.pipeline.filter;

import io.loggia.event.Event;

/** What a filter plugin does to one event. Thread-safe. */
@FunctionalInterface
public interface Filter {
  /**
   * Changes the event. An exception means that the filter failed; the event goes on, tagged.
   *
   * @throws InterruptedException when the thread is to stop; the batch is then offered again
   */
  Verdict filter(Event event) throws InterruptedException;

  /** How it went. */
  enum Verdict {
    /** The common options (add_field and so on) apply. */
    MATCHED,
    /** The event goes on as the filter left it. */
    UNMATCHED,
    /** As {@link #UNMATCHED}, and counted: the filter has tagged the event. */
    FAILED,
    /** The event ends here. */
    DROPPED
  }
}
