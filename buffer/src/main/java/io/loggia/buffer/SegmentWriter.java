package io.loggia.buffer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups of records at the end of the newest segment, numbers them, and begins segments.
 * After any failure it trusts nothing behind the last successful fsync: that is cut off, the
 * segment is sealed, and the same events with the same numbers go into a new one. Used by the
 * appender's thread only.
 */
final class SegmentWriter {
  private static final Logger LOG = System.getLogger(SegmentWriter.class.getName());
  private static final int STAGE_BYTES = 1 << 20;

  /** How many sequence numbers are taken at a time; what a crash leaves unused stays unused. */
  private static final long RESERVE = 1L << 24;

  private final Path folder;
  private final DiskBufferSettings settings;
  private final Disk disk;
  private final Backlog backlog;
  private final CommitFile commits;
  private final BufferMetrics metrics;
  private final ByteBuffer stage = ByteBuffer.allocateDirect(STAGE_BYTES);
  private @Nullable Segment active;
  private boolean named;
  private long next;
  private int failures;

  SegmentWriter(
      Path folder,
      DiskBufferSettings settings,
      Disk disk,
      Backlog backlog,
      CommitFile commits,
      BufferMetrics metrics) {
    this.folder = folder;
    this.settings = settings;
    this.disk = disk;
    this.backlog = backlog;
    this.commits = commits;
    this.metrics = metrics;
    this.next = commits.reserved();
  }

  /** The size from which a new segment is begun: room for four, so that deleting one helps. */
  long segmentBytes() {
    return Math.max(1, Math.min(settings.segmentBytes(), settings.capacityBytes() / 4));
  }

  /** The sequence number that the next event gets. */
  long next() {
    return next;
  }

  /** Makes the group durable and readable, as a whole; when it throws, none of it is. */
  void append(List<Ticket> group) throws IOException {
    long events = group.stream().mapToLong(ticket -> ticket.events).sum();
    try {
      if (next + events > commits.reserved()) {
        commits.reserve(next + events + RESERVE);
        metrics.fsyncs.increment(2);
      }
      Segment segment = segment();
      long end = write(segment, group);
      segment.file.force();
      metrics.fsyncs.increment();
      if (!named) {
        disk.forceFolder(folder);
        named = true;
      }
      metrics.appendedEvents.increment((double) events);
      metrics.appendedBytes.increment((double) (end - segment.readableEnd));
      next += events;
      failures = 0;
      backlog.publish(segment, end, next, events);
    } catch (IOException | RuntimeException | Error e) {
      failures++;
      abandon();
      throw e;
    }
  }

  /** Adds no more to the newest segment, so that it can be deleted once it is read. */
  void sealActive() {
    if (active != null) {
      backlog.seal(active);
      active = null;
    }
  }

  private Segment segment() throws IOException {
    if (active != null && active.readableEnd >= segmentBytes()) {
      sealActive();
    }
    if (active == null) {
      Path path = folder.resolve(Segment.name(next, failures));
      DiskFile file = disk.open(path);
      active = new Segment(path, file);
      named = false;
      file.truncate(0);
    }
    return active;
  }

  private long write(Segment segment, List<Ticket> group) throws IOException {
    long appendedMillis = settings.clock().instant().toEpochMilli();
    long position = segment.readableEnd;
    long first = next;
    stage.clear();
    for (Ticket ticket : group) {
      for (EncodedRecord record : ticket.records) {
        if (stage.remaining() < RecordHeader.BYTES) {
          flush(segment, position);
        }
        RecordHeader header = RecordHeader.of(record, first, commits.source(), appendedMillis);
        header.write(stage, position);
        position = stage(segment, record.payload, position + RecordHeader.BYTES);
        first = header.end();
      }
    }
    flush(segment, position);
    return position;
  }

  private long stage(Segment segment, byte[] payload, long position) throws IOException {
    int done = 0;
    while (done < payload.length) {
      if (!stage.hasRemaining()) {
        flush(segment, position + done);
      }
      int count = Math.min(stage.remaining(), payload.length - done);
      stage.put(payload, done, count);
      done += count;
    }
    return position + payload.length;
  }

  /** Writes what is staged, so that it ends at the position. */
  private void flush(Segment segment, long position) throws IOException {
    stage.flip();
    segment.file.write(position - stage.remaining(), stage);
    stage.clear();
  }

  private void abandon() {
    Segment failed = active;
    if (failed == null) {
      return;
    }
    active = null;
    try {
      if (failed.readableEnd > 0) {
        backlog.seal(failed);
        failed.file.truncate(failed.readableEnd);
      } else {
        failed.file.close();
        disk.delete(failed.path);
      }
    } catch (IOException e) {
      // The start knows such leftovers: a later segment has the same sequence numbers.
      LOG.log(Level.DEBUG, "Could not cut an unfinished write off " + failed.path, e);
    }
  }
}
