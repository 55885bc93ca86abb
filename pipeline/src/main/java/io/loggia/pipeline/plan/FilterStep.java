package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.pipeline.filter.Filter;
import io.loggia.pipeline.filter.Filter.Verdict;
import io.loggia.pipeline.plan.Work.Selection;
import java.lang.System.Logger.Level;

/** A filter with its common options and its meters. What it throws costs a tag, never an event. */
final class FilterStep implements Step {
  private static final System.Logger LOG = System.getLogger(FilterStep.class.getName());

  private final Filter filter;
  private final Decoration decoration;
  private final PluginMeters meters;
  private final String failureTag;

  FilterStep(String name, Filter filter, Decoration decoration, PluginMeters meters) {
    this.filter = filter;
    this.decoration = decoration;
    this.meters = meters;
    this.failureTag = "_" + name + "failure";
  }

  @Override
  public void run(Work work, Selection selection) throws InterruptedException {
    long start = System.nanoTime();
    int in = 0;
    int dropped = 0;
    int failed = 0;
    for (int i = 0; i < selection.size(); i++) {
      int place = selection.place(i);
      if (work.isDropped(place)) {
        continue;
      }
      in++;
      switch (apply(work.event(place))) {
        case MATCHED, UNMATCHED -> {}
        case FAILED -> failed++;
        case DROPPED -> {
          work.drop(place);
          dropped++;
        }
      }
    }
    meters.record(in, in - dropped, failed, System.nanoTime() - start);
  }

  private Verdict apply(Event event) throws InterruptedException {
    try {
      Verdict verdict = filter.filter(event);
      if (verdict == Verdict.MATCHED) {
        decoration.apply(event);
      }
      return verdict;
    } catch (RuntimeException | StackOverflowError broken) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in " + meters.id());
      }
      if (meters.mayLog()) {
        LOG.log(
            Level.WARNING,
            "filter " + meters.id() + " failed; its events go on tagged " + failureTag,
            broken);
      }
      EventFields.tag(event, failureTag);
      return Verdict.FAILED;
    }
  }
}
