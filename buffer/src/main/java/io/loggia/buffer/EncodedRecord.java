package io.loggia.buffer;

import java.util.zip.CRC32C;

/** The payload of one record, ready to be written. */
final class EncodedRecord {
  final byte[] payload;
  final int events;
  final int checksum;

  EncodedRecord(byte[] payload, int events) {
    CRC32C crc = new CRC32C();
    crc.update(payload, 0, payload.length);
    this.payload = payload;
    this.events = events;
    this.checksum = (int) crc.getValue();
  }

  /** What the record takes in a segment. */
  long size() {
    return RecordHeader.BYTES + (long) payload.length;
  }
}
