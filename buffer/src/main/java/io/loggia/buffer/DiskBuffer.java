package io.loggia.buffer;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;

/**
 * A durable queue in the files of one folder.
 *
 * <p><b>Who answers for a batch.</b> The sender, until {@link #accept} returns. It encodes in its
 * own thread ({@link EventEncoder}) and leaves a {@link Ticket}; the {@link Appender}'s thread
 * writes what has gathered ({@link SegmentWriter}), calls fsync once, and only then shows the
 * records to readers ({@link Backlog#publish}) and lets the senders go. From there on this buffer
 * answers for the events until a worker has called {@link Lease#done}, and so have all workers that
 * hold earlier events: then they are committed, and whoever called {@code done} has said that
 * somebody else answers for them. A lease that is given back, or that its process took to the
 * grave, is the buffer's again.
 *
 * <p><b>Files.</b> {@code NNN.segment}: records one behind the other, named by the sequence number
 * of the first event. {@code commit}: how far everything is done. {@code quarantine/}: damaged
 * bytes that were set aside. A record is a header of 44 bytes and a payload ({@link RecordHeader},
 * docs/formats/buffer-segment.md):
 *
 * <pre>
 * LGR1 | payload length | first sequence | source | append time | events | CRC payload | CRC header
 * </pre>
 *
 * <p><b>What always holds.</b>
 *
 * <ol>
 *   <li>Readers see a record only after the fsync that covers it ({@link Segment#readableEnd}), so
 *       nobody has acted on an event that a power cut can take back.
 *   <li>After a failed write or fsync nothing behind the last success is trusted: the segment is
 *       cut there and sealed, and the same events go, with the same numbers, into a new segment. If
 *       the cut fails as well, the next start drops what a later segment has too ({@link
 *       Recovery}).
 *   <li>A start never appends to an old segment, and takes sequence numbers from where the commit
 *       file says that none was used yet. Numbers are reserved there, durably and in both slots,
 *       before they are used. When the segments know numbers that the commit file does not, or it
 *       is lost, the numbers go on under a new source. So an origin never comes twice.
 *   <li>The commit covers contiguous prefixes only. It is written at each {@code done} and made
 *       durable about once a second; a power cut in between means reading again, with the same
 *       origins. A segment is deleted only after the commit that covers it is durable.
 *   <li>Damage is met by one reader, once: the {@link Cursor} passes over bytes without a sound
 *       header up to the next one, a payload whose checksum is wrong counts as done, and both are
 *       set aside and counted. Records know their place in the file, so that a copy of one in an
 *       event is not taken for one.
 *   <li>Nothing waits for the disk under the backlog's lock, and no thread that may be interrupted
 *       touches a channel: senders only wait, readers read through a file that interrupts do not
 *       close.
 *   <li>A segment takes at most a quarter of the capacity, and the newest one is sealed when there
 *       is no room, so a worker that goes on always makes room.
 * </ol>
 */
public final class DiskBuffer implements Buffer {
  private static final Logger LOG = System.getLogger(DiskBuffer.class.getName());

  /** Bounds of a record; a single larger event has a record of its own. */
  private static final int RECORD_BYTES = 4 << 20;

  private static final int RECORD_EVENTS = 4096;

  private final Path folder;
  private final DiskBufferSettings settings;
  private final MeterRegistry registry;
  private final BufferMetrics metrics;
  private final Quarantine quarantine;
  private final CommitFile commits;
  private final Backlog backlog;
  private final Cursor cursor;
  private final SegmentWriter writer;
  private final Appender appender;
  private final CommitKeeper keeper;
  private final BlockingQueue<EventEncoder> encoders;
  private final List<Meter> meters;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Opens the buffer in a folder of its own, which is made when missing, whatever is in it.
   *
   * @throws IOException when the folder can not be used at all
   */
  public static DiskBuffer open(Path folder, DiskBufferSettings settings, MeterRegistry metrics)
      throws IOException {
    return open(folder, settings, metrics, new FileSystemDisk());
  }

  static DiskBuffer open(Path folder, DiskBufferSettings settings, MeterRegistry metrics, Disk disk)
      throws IOException {
    DiskBuffer buffer = new DiskBuffer(folder, settings, metrics, disk);
    buffer.appender.start();
    buffer.keeper.start();
    return buffer;
  }

  private DiskBuffer(Path folder, DiskBufferSettings settings, MeterRegistry registry, Disk disk)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.registry = registry;
    this.metrics = new BufferMetrics(registry);
    this.quarantine = new Quarantine(disk, folder.resolve("quarantine"), metrics);
    Recovery.Result found = new Recovery(disk, folder, quarantine, metrics).recover();
    this.commits = found.commits();
    this.backlog = new Backlog(found.segments(), found.committed());
    this.cursor = new Cursor(backlog, quarantine);
    this.writer = new SegmentWriter(folder, settings, disk, backlog, commits, metrics);
    this.appender = new Appender(folder, settings, disk, backlog, writer, metrics);
    this.keeper = new CommitKeeper(backlog, commits, disk, metrics);
    int parallel = 2 * Runtime.getRuntime().availableProcessors();
    this.encoders = new ArrayBlockingQueue<>(parallel);
    for (int i = 0; i < parallel; i++) {
      encoders.add(new EventEncoder(RECORD_BYTES, RECORD_EVENTS));
    }
    this.meters = meters();
  }

  /** What is read off this buffer, and leaves the registry with it. */
  private List<Meter> meters() {
    return List.of(
        FunctionCounter.builder("loggia.buffer.committed.events", backlog, Backlog::committedEvents)
            .register(registry),
        Gauge.builder("loggia.buffer.depth.events", backlog, Backlog::depthEvents)
            .register(registry),
        Gauge.builder("loggia.buffer.depth.bytes", backlog, Backlog::depthBytes).register(registry),
        Gauge.builder("loggia.buffer.capacity.bytes", settings::capacityBytes).register(registry),
        Gauge.builder("loggia.buffer.age.seconds", this, DiskBuffer::ageSeconds)
            .register(registry));
  }

  private double ageSeconds() {
    return oldestAge().map(age -> age.toMillis() / 1000.0).orElse(0.0);
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    appender.awaitRoom();
    appender.append(encode(batch.events()));
  }

  private List<EncodedRecord> encode(List<Event> events) throws InterruptedException {
    EventEncoder encoder = encoders.take();
    try {
      return encoder.encode(events);
    } finally {
      encoders.add(encoder);
    }
  }

  @Override
  public Optional<Lease> read(int maxEvents, Duration wait) throws InterruptedException {
    if (closed.get()) {
      throw new IllegalStateException("the buffer in " + folder + " is closed");
    }
    long deadline = System.nanoTime() + wait.toNanos();
    while (backlog.awaitReadable(deadline)) {
      List<Claim> claims = cursor.claim(maxEvents);
      List<Event> events = events(claims);
      if (!events.isEmpty()) {
        return Optional.of(new RecordLease(events, claims, this::done, backlog::giveBack));
      }
      done(claims);
    }
    return Optional.empty();
  }

  /** The events of the claims; those of a damaged record are missing. */
  private List<Event> events(List<Claim> claims) {
    List<Event> events = new ArrayList<>();
    boolean whole = false;
    try {
      for (Claim claim : claims) {
        List<Event> ofRecord = events(claim);
        if (events.isEmpty()) {
          events = ofRecord;
        } else {
          events.addAll(ofRecord);
        }
      }
      whole = true;
      return events;
    } finally {
      if (!whole) {
        backlog.giveBack(claims);
      }
    }
  }

  private List<Event> events(Claim claim) {
    RecordHeader header = claim.header();
    long start = claim.record.position() + RecordHeader.BYTES;
    try {
      byte[] payload = new byte[header.length()];
      int length = claim.segment.file.read(start, payload, 0, payload.length);
      CRC32C crc = new CRC32C();
      crc.update(payload, 0, length);
      if (length < payload.length || (int) crc.getValue() != header.payloadChecksum()) {
        throw new CorruptRecordException("the checksum does not match");
      }
      return EventDecoder.decode(payload, length, header.events(), header.source(), header.first());
    } catch (IOException | CorruptRecordException e) {
      if (backlog.isClosed()) {
        throw new IllegalStateException("the buffer in " + folder + " was closed meanwhile", e);
      }
      quarantine.setAside(
          claim.segment.path,
          claim.segment.file,
          claim.record.position(),
          claim.record.end(),
          header.events() + " events: " + e.getMessage());
      return new ArrayList<>();
    }
  }

  private void done(List<Claim> claims) {
    if (closed.get()) {
      return;
    }
    try {
      commits.commit(backlog.done(claims));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The commit is not on the disk yet; its keeper tries again", e);
    }
  }

  @Override
  public BufferStatus status() {
    Optional<String> trouble = appender.trouble();
    return new BufferStatus(
        backlog.depthEvents(),
        backlog.depthBytes(),
        settings.capacityBytes(),
        oldestAge(),
        trouble.isPresent(),
        trouble,
        (long) metrics.corruptRecords.count(),
        (long) metrics.tornBytes.count());
  }

  private Optional<Duration> oldestAge() {
    Long appended = backlog.oldestOutstandingMillis();
    if (appended == null && !closed.get()) {
      appended = cursor.nextAppendedMillis();
    }
    if (appended == null) {
      return Optional.empty();
    }
    long age = settings.clock().instant().toEpochMilli() - appended;
    return Optional.of(Duration.ofMillis(Math.max(0, age)));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    meters.forEach(registry::remove);
    appender.close();
    keeper.join();
    writer.sealActive();
    keeper.keep();
    try {
      commits.reserve(writer.next());
      commits.close();
      for (Segment segment : backlog.segments()) {
        segment.file.close();
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "The buffer in " + folder + " did not close cleanly; the next start puts it right",
          e);
    }
  }
}
