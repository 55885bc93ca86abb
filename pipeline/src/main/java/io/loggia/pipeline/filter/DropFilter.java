package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.pipeline.plan.Settings;
import java.util.concurrent.ThreadLocalRandom;

/** Ends an event's way, or that of a share of the events. */
final class DropFilter implements Filter {
  private final double percentage;

  DropFilter(Settings settings) {
    percentage = settings.number("percentage", 100, 0, 100);
  }

  @Override
  public Verdict filter(Event event) {
    boolean drop = percentage >= 100 || ThreadLocalRandom.current().nextDouble(100) < percentage;
    return drop ? Verdict.DROPPED : Verdict.UNMATCHED;
  }
}
