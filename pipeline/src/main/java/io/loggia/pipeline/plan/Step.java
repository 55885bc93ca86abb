package io.loggia.pipeline.plan;

/** A plugin or a branch, ready to run. Called by several threads at once. */
@FunctionalInterface
public interface Step {
  /** Does its work on the selected events that are not dropped yet. */
  void run(Work work, Work.Selection selection) throws InterruptedException;
}
