package io.loggia.buffer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a buffer counts. */
final class BufferMetrics {
  final Counter appendedEvents;
  final Counter appendedBytes;
  final Counter corruptRecords;
  final Counter tornBytes;
  final Counter fullSeconds;
  final Counter fsyncs;

  BufferMetrics(MeterRegistry registry) {
    appendedEvents = registry.counter("loggia.buffer.appended.events");
    appendedBytes = registry.counter("loggia.buffer.appended.bytes");
    corruptRecords = registry.counter("loggia.buffer.corrupt.records");
    tornBytes = registry.counter("loggia.buffer.torn.bytes");
    fullSeconds = registry.counter("loggia.buffer.full.seconds");
    fsyncs = registry.counter("loggia.buffer.fsyncs");
  }
}
