package io.loggia.app.monitor;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;

/** The registry that all rooms count in, and what each of their metrics means. */
public final class Metrics {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("loggia.agent.bytes", "Bytes of tailed files that are acknowledged"),
          Map.entry("loggia.agent.files", "Files that are tailed"),
          Map.entry("loggia.agent.invalid.utf8", "Lines with bytes that are no UTF-8"),
          Map.entry("loggia.agent.lag.bytes", "Bytes of all files that are not acknowledged yet"),
          Map.entry("loggia.agent.lines", "Lines of tailed files that are acknowledged"),
          Map.entry("loggia.agent.registry.corrupt", "Damaged places in the agent's registry"),
          Map.entry("loggia.agent.truncated.lines", "Lines longer than max_bytes, cut there"),
          Map.entry("loggia.agent.unread.bytes", "Bytes truncated away before they were read"),
          Map.entry("loggia.buffer.age.seconds", "Age of the oldest event that is not stored yet"),
          Map.entry("loggia.buffer.appended.bytes", "Bytes written to the buffer"),
          Map.entry("loggia.buffer.appended.events", "Events written to the buffer"),
          Map.entry("loggia.buffer.capacity.bytes", "Bytes that the buffer may take on the disk"),
          Map.entry("loggia.buffer.committed.events", "Events that left the buffer for the store"),
          Map.entry("loggia.buffer.corrupt.records", "Damaged places in the buffer, set aside"),
          Map.entry("loggia.buffer.depth.bytes", "Bytes in the buffer that are not stored yet"),
          Map.entry("loggia.buffer.depth.events", "Events in the buffer that are not stored yet"),
          Map.entry("loggia.buffer.fsyncs", "Times that the buffer had the disk write"),
          Map.entry("loggia.buffer.full.seconds", "Time that senders waited for room"),
          Map.entry("loggia.buffer.torn.bytes", "Bytes of unfinished writes, cut off at a start"),
          Map.entry("loggia.engine.duplicates", "Documents that were stored already"),
          Map.entry("loggia.engine.indexed", "Documents stored"),
          Map.entry("loggia.engine.retries", "Times that the store took none of a batch"),
          Map.entry("loggia.engine.set.aside", "Fields and documents that the mapping refused"),
          Map.entry("loggia.engine.shortened", "Documents cut, too large for the store"),
          Map.entry("loggia.input.bytes", "Bytes received"),
          Map.entry("loggia.input.connections", "Open connections"),
          Map.entry("loggia.input.errors", "Connections that failed or were refused"),
          Map.entry("loggia.input.events", "Events received and answered for"),
          Map.entry("loggia.input.malformed", "Flaws of events that were taken all the same"),
          Map.entry("loggia.pipeline.dropped", "Events that a filter dropped"),
          Map.entry("loggia.pipeline.filter.failures", "Events that a filter could not handle"),
          Map.entry("loggia.pipeline.in", "Events into the pipeline"),
          Map.entry("loggia.pipeline.out", "Events out of the pipeline"),
          Map.entry("loggia.pipeline.plugin.events", "Events into and out of a plugin"),
          Map.entry("loggia.pipeline.plugin.seconds", "Time spent in a plugin"));

  private Metrics() {}

  /** A new registry, whose metrics have their meanings as help texts. */
  public static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                return described(id);
              }
            });
    new JvmMemoryMetrics().bindTo(registry);
    return registry;
  }

  private static Meter.Id described(Meter.Id id) {
    String meaning = MEANINGS.get(id.getName());
    return meaning == null
        ? id
        : new Meter.Id(
            id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), meaning, id.getType());
  }
}
