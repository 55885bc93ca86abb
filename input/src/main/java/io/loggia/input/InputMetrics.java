package io.loggia.input;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What every input counts, under its own name. */
final class InputMetrics {
  final Counter events;
  final Counter bytes;
  final Counter errors;
  final Counter malformed;
  final AtomicInteger connections = new AtomicInteger();

  InputMetrics(String input, MeterRegistry registry) {
    events = registry.counter("loggia.input.events", "input", input);
    bytes = registry.counter("loggia.input.bytes", "input", input);
    errors = registry.counter("loggia.input.errors", "input", input);
    malformed = registry.counter("loggia.input.malformed", "input", input);
    Gauge.builder("loggia.input.connections", connections, AtomicInteger::get)
        .tag("input", input)
        .strongReference(true)
        .register(registry);
  }
}
