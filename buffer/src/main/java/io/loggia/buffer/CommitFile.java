package io.loggia.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Keeps three numbers over a restart: the buffer's source, up to where events are committed, and up
 * to where sequence numbers may have been used. Two slots, far enough apart that one torn write can
 * not hit both; all writes between two fsyncs go to the slot that the last one did not cover, so
 * one sound slot is always on the disk. Thread-safe.
 */
final class CommitFile implements AutoCloseable {
  private static final int MAGIC = 0x4c47_4331; // LGC1
  private static final int SLOT_BYTES = 40;
  private static final int SLOT_DISTANCE = 4096;

  private final DiskFile file;
  private final long source;
  private long committed;
  private long reserved;
  private long round;
  private int slot;
  private boolean dirty;

  /** What a slot says. */
  record Position(long round, long source, long committed, long reserved) {}

  /** A file that begins from what was read from it or made up in its place. */
  CommitFile(DiskFile file, Position start) {
    this.file = file;
    this.source = start.source;
    this.committed = start.committed;
    this.reserved = start.reserved;
    this.round = start.round;
  }

  /** The newer of the sound slots; empty when there is none. */
  static Optional<Position> read(DiskFile file) throws IOException {
    Optional<Position> first = slot(file, 0);
    Optional<Position> second = slot(file, 1);
    if (first.isPresent() && second.isPresent()) {
      return first.get().round > second.get().round ? first : second;
    }
    return first.or(() -> second);
  }

  private static Optional<Position> slot(DiskFile file, int slot) throws IOException {
    byte[] bytes = new byte[SLOT_BYTES];
    if (file.read((long) slot * SLOT_DISTANCE, bytes, 0, SLOT_BYTES) < SLOT_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int magic = in.getInt();
    int checksum = in.getInt();
    Position position = new Position(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    boolean sound =
        magic == MAGIC
            && checksum == checksum(bytes)
            && position.committed >= 0
            && position.committed <= position.reserved
            && position.reserved <= 2 * RecordHeader.LARGEST_SEQUENCE;
    return sound ? Optional.of(position) : Optional.empty();
  }

  long source() {
    return source;
  }

  synchronized long reserved() {
    return reserved;
  }

  /** Notes the commit where a killed process leaves it but a power cut may not. */
  synchronized void commit(long sequence) throws IOException {
    if (sequence > committed) {
      committed = sequence;
      dirty = true;
      write();
    }
  }

  /** Makes noted commits durable; true when there was something to do. */
  synchronized boolean force() throws IOException {
    if (!dirty) {
      return false;
    }
    write();
    file.force();
    slot = 1 - slot;
    dirty = false;
    return true;
  }

  /** Both slots say durably that sequence numbers below this may be in use. */
  synchronized void reserve(long sequence) throws IOException {
    long before = reserved;
    reserved = Math.max(sequence, committed);
    try {
      for (int i = 0; i < 2; i++) {
        dirty = true;
        force();
      }
    } catch (IOException e) {
      reserved = before;
      throw e;
    }
  }

  private void write() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES);
    bytes.putInt(MAGIC).putInt(0).putLong(++round).putLong(source);
    bytes.putLong(committed).putLong(reserved);
    bytes.putInt(Integer.BYTES, checksum(bytes.array()));
    file.write((long) slot * SLOT_DISTANCE, bytes.clear());
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 2 * Integer.BYTES, SLOT_BYTES - 2 * Integer.BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
