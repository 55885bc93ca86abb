package io.loggia.event;

/** Where a batch goes next. Returning means that the receiver now answers for it. */
@FunctionalInterface
public interface EventSink {
  /**
   * Takes the batch over. Blocks while the receiver is full: that is the back-pressure. Any
   * exception means that the sender still answers for the whole batch and may offer it again.
   */
  void accept(Batch batch) throws InterruptedException;
}
