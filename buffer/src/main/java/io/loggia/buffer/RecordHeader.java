package io.loggia.buffer;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before each record's payload. Its own checksum covers the place in the file too, so
 * that a copy of a record inside somebody's log line is never taken for one.
 *
 * @param length of the payload in bytes
 * @param first sequence number of the first event
 * @param source with the sequence number, the origin of events that came without one
 * @param appendedMillis since 1970
 * @param events their number, at least one
 * @param payloadChecksum CRC-32C
 */
record RecordHeader(
    int length, long first, long source, long appendedMillis, int events, int payloadChecksum) {
  static final int BYTES = 44;
  static final int MAGIC = 0x4c47_5231; // LGR1

  /** Half of what an origin can hold: after it, a fresh start still has as many numbers left. */
  static final long LARGEST_SEQUENCE = 1L << 55;

  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  static RecordHeader of(EncodedRecord record, long first, long source, long appendedMillis) {
    return new RecordHeader(
        record.payload.length, first, source, appendedMillis, record.events, record.checksum);
  }

  /** The sequence number behind the last event. */
  long end() {
    return first + events;
  }

  /** The bytes of the record as a whole. */
  long size() {
    return BYTES + (long) length;
  }

  /**
   * Writes the header where the buffer stands.
   *
   * @param position of the header in its file
   */
  void write(ByteBuffer out, long position) {
    byte[] bytes = new byte[BYTES];
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(MAGIC).putInt(length).putLong(first).putLong(source).putLong(appendedMillis);
    header.putInt(events).putInt(payloadChecksum).putInt(checksum(bytes, 0, position));
    out.put(bytes);
  }

  /** The header at the offset, if there is an undamaged one that was written for this position. */
  static Optional<RecordHeader> read(byte[] bytes, int offset, long position) {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, BYTES);
    if (in.getInt() != MAGIC) {
      return Optional.empty();
    }
    int length = in.getInt();
    long first = in.getLong();
    RecordHeader header =
        new RecordHeader(length, first, in.getLong(), in.getLong(), in.getInt(), in.getInt());
    boolean sound =
        in.getInt() == checksum(bytes, offset, position)
            && length >= 0
            && header.events >= 1
            && first >= 0
            && first < LARGEST_SEQUENCE;
    return sound ? Optional.of(header) : Optional.empty();
  }

  private static int checksum(byte[] bytes, int offset, long position) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, CHECKED_BYTES);
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
    return (int) crc.getValue();
  }
}
