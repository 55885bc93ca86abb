package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.pipeline.plan.Work.Selection;
import java.util.List;
import java.util.function.Predicate;

/** If, else if, else: each event goes to the first arm whose condition holds. */
record BranchStep(List<Arm> arms, List<Step> otherwise) implements Step {
  record Arm(Predicate<Event> condition, List<Step> body) {}

  @Override
  public void run(Work work, Selection selection) throws InterruptedException {
    Selection left = selection;
    for (Arm arm : arms) {
      Selection taken = new Selection(left.size());
      Selection rest = new Selection(left.size());
      for (int i = 0; i < left.size(); i++) {
        int place = left.place(i);
        if (!work.isDropped(place)) {
          (arm.condition().test(work.event(place)) ? taken : rest).add(place);
        }
      }
      run(arm.body(), work, taken);
      left = rest;
    }
    run(otherwise, work, left);
  }

  static void run(List<Step> steps, Work work, Selection selection) throws InterruptedException {
    if (selection.size() > 0) {
      for (Step step : steps) {
        step.run(work, selection);
      }
    }
  }
}
