package io.loggia.pipeline.plan;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes through a plugin, once per batch. */
final class PluginMeters {
  private static final long LOG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String id;
  private final Counter in;
  private final Counter out;
  private final Counter failures;
  private final Counter seconds;
  private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

  PluginMeters(MeterRegistry registry, String id, String name) {
    this.id = id;
    in = events(registry, id, name, "in");
    out = events(registry, id, name, "out");
    failures =
        Counter.builder("loggia.pipeline.filter.failures")
            .tags("id", id, "name", name)
            .register(registry);
    seconds =
        Counter.builder("loggia.pipeline.plugin.seconds")
            .tags("id", id, "name", name)
            .register(registry);
  }

  private static Counter events(MeterRegistry registry, String id, String name, String direction) {
    return Counter.builder("loggia.pipeline.plugin.events")
        .tags("id", id, "name", name, "direction", direction)
        .register(registry);
  }

  String id() {
    return id;
  }

  void record(int eventsIn, int eventsOut, int failed, long nanos) {
    if (eventsIn == 0) {
      return;
    }
    in.increment(eventsIn);
    out.increment(eventsOut);
    seconds.increment(nanos / 1e9);
    if (failed > 0) {
      failures.increment(failed);
    }
  }

  /** Whether a message that may repeat is due: one a minute. */
  boolean mayLog() {
    long now = System.nanoTime();
    long due = nextLog.get();
    return now - due >= 0 && nextLog.compareAndSet(due, now + LOG_EVERY_NANOS);
  }
}
