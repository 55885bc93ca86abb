package io.loggia.buffer;

import io.loggia.buffer.RecordScanner.Found;

/**
 * A record that left the queue for a worker and is not committed. The flag is guarded by the {@link
 * Backlog}'s lock.
 */
final class Claim {
  final Segment segment;
  final Found record;
  boolean done;

  Claim(Segment segment, Found record) {
    this.segment = segment;
    this.record = record;
  }

  RecordHeader header() {
    return record.header();
  }
}
