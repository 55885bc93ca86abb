package io.loggia.pipeline;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.pipeline.plan.PipelinePlan;
import io.loggia.pipeline.plan.Work;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * Files in the Logstash language, compiled. Events keep their order and their origin. Thread-safe:
 * several workers hand batches in at once.
 */
public final class Pipeline implements EventSink, AutoCloseable {
  private final PipelinePlan plan;
  private final Counter in;
  private final Counter out;
  private final Counter dropped;

  private Pipeline(PipelinePlan plan, MeterRegistry metrics) {
    this.plan = plan;
    this.in = metrics.counter("loggia.pipeline.in");
    this.out = metrics.counter("loggia.pipeline.out");
    this.dropped = metrics.counter("loggia.pipeline.dropped");
  }

  /**
   * Compiles files, joined in the order of their names. Without an output in any of them, all
   * events go to one {@code elasticsearch} output with empty settings.
   *
   * @throws io.loggia.kernel.ConfigurationException with every problem
   */
  public static Pipeline compile(
      List<PipelineSource> sources,
      PipelineOptions options,
      OutputFactory outputs,
      MeterRegistry metrics) {
    return new Pipeline(PipelinePlan.compile(sources, options, outputs, metrics), metrics);
  }

  /** The inputs that the files ask for; the application opens them. */
  public List<InputSpec> inputs() {
    return plan.inputs();
  }

  /**
   * Filters the batch, then hands the survivors to each output in order. Returning means that all
   * outputs answer for it.
   */
  @Override
  public void accept(Batch batch) throws InterruptedException {
    List<Event> survivors = filtered(batch.events());
    if (!survivors.isEmpty()) {
      PipelinePlan.run(plan.outputs(), new Work(survivors));
    }
    out.increment(survivors.size());
  }

  /**
   * Filters only; returns the events that survive, in order.
   *
   * @throws IllegalStateException when the thread is interrupted; it stays interrupted
   */
  public List<Event> filter(List<Event> events) {
    try {
      return filtered(events);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while filtering", stop);
    }
  }

  /** Outputs belong to whoever opened them; nothing else is held. */
  @Override
  public void close() {}

  private List<Event> filtered(List<Event> events) throws InterruptedException {
    Work work = new Work(events);
    PipelinePlan.run(plan.filters(), work);
    List<Event> survivors = work.survivors();
    in.increment(events.size());
    dropped.increment(events.size() - survivors.size());
    return survivors;
  }
}
