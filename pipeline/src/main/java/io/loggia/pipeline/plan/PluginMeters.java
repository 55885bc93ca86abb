package io.loggia.pipeline.plan;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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

  private PluginMeters(MeterRegistry registry, String type, String id, String name) {
    this.id = id;
    Tags tags = Tags.of("type", type, "id", id, "name", name);
    in = events(registry, tags, "in");
    out = events(registry, tags, "out");
    failures = Counter.builder("loggia.pipeline.filter.failures").tags(tags).register(registry);
    seconds = Counter.builder("loggia.pipeline.plugin.seconds").tags(tags).register(registry);
  }

  static PluginMeters ofFilter(MeterRegistry registry, String id, String name) {
    return new PluginMeters(registry, "filter", id, name);
  }

  static PluginMeters ofOutput(MeterRegistry registry, String id, String name) {
    return new PluginMeters(registry, "output", id, name);
  }

  private static Counter events(MeterRegistry registry, Tags tags, String direction) {
    return Counter.builder("loggia.pipeline.plugin.events")
        .tags(tags.and("direction", direction))
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
