package io.loggia.buffer;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Records in a worker's hands: it ends exactly once, done or given back. */
final class RecordLease implements Lease {
  private final Batch batch;
  private final List<Claim> claims;
  private final Consumer<List<Claim>> onDone;
  private final Consumer<List<Claim>> onGivenBack;
  private final AtomicBoolean ended = new AtomicBoolean();

  RecordLease(
      List<Event> events,
      List<Claim> claims,
      Consumer<List<Claim>> onDone,
      Consumer<List<Claim>> onGivenBack) {
    this.batch = new Batch(events);
    this.claims = claims;
    this.onDone = onDone;
    this.onGivenBack = onGivenBack;
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void done() {
    if (ended.compareAndSet(false, true)) {
      onDone.accept(claims);
    }
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      onGivenBack.accept(claims);
    }
  }
}
