package io.loggia.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the agent counts. */
final class AgentMetrics implements AutoCloseable {
  /** Lines acknowledged, the empty and the filtered ones included. */
  final Counter lines;

  /** Bytes acknowledged, line ends included. */
  final Counter bytes;

  /** Bytes that were seen in a file and could not be read any more. */
  final Counter unreadBytes;

  final Counter invalidUtf8;
  final Counter truncatedLines;
  final Counter registryCorrupt;

  private final MeterRegistry registry;
  private final List<Meter> gauges = new ArrayList<>();

  AgentMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lines = registry.counter("loggia.agent.lines");
    this.bytes = registry.counter("loggia.agent.bytes");
    this.unreadBytes = registry.counter("loggia.agent.unread.bytes");
    this.invalidUtf8 = registry.counter("loggia.agent.invalid.utf8");
    this.truncatedLines = registry.counter("loggia.agent.truncated.lines");
    this.registryCorrupt = registry.counter("loggia.agent.registry.corrupt");
  }

  void gauge(String name, Supplier<Number> value) {
    gauges.add(Gauge.builder(name, value).strongReference(true).register(registry));
  }

  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }
}
