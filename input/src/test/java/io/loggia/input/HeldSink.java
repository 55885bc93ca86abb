package io.loggia.input;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Records batches; holds each until it is let through, when told so. */
final class HeldSink implements EventSink {
  final List<Batch> offered = new CopyOnWriteArrayList<>();
  final List<Batch> taken = new CopyOnWriteArrayList<>();
  final Semaphore passes;
  volatile boolean failing;

  private HeldSink(int passes) {
    this.passes = new Semaphore(passes);
  }

  static HeldSink open() {
    return new HeldSink(Integer.MAX_VALUE);
  }

  static HeldSink held() {
    return new HeldSink(0);
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    offered.add(batch);
    if (failing) {
      throw new IllegalStateException("the disk is full");
    }
    passes.acquire();
    taken.add(batch);
  }

  List<Event> events() {
    return taken.stream().flatMap(batch -> batch.events().stream()).toList();
  }

  List<Object> messages() {
    return events().stream().map(event -> event.get("message")).toList();
  }
}
