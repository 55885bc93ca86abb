package io.loggia.pipeline.plan;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.OutputFactory;
import io.loggia.pipeline.plan.Work.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands events to a sink that stores them. */
final class StoreStep implements OutputStep {
  private final ElasticsearchOutput settings;
  private final PluginMeters meters;
  private @Nullable EventSink sink;
  private boolean copies;

  StoreStep(ElasticsearchOutput settings, PluginMeters meters) {
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public void open(OutputFactory factory) {
    sink = factory.elasticsearch(settings);
  }

  /** Another output follows; a sink owns the events that it is given, so this one gets copies. */
  void handCopies() {
    copies = true;
  }

  @Override
  public void run(Work work, Selection selection) throws InterruptedException {
    long start = System.nanoTime();
    List<Event> events = new ArrayList<>(selection.size());
    for (int i = 0; i < selection.size(); i++) {
      Event event = work.event(selection.place(i));
      events.add(copies ? event.copy() : event);
    }
    Objects.requireNonNull(sink, "not opened").accept(new Batch(events));
    int size = selection.size();
    meters.record(size, size, 0, System.nanoTime() - start);
  }
}
