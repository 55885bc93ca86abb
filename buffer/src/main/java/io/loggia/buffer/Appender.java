package io.loggia.buffer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes records: it takes what the senders have gathered, writes it, makes it
 * durable with one fsync, and only then lets readers and senders go on. While there is no room, or
 * the disk fails, it keeps trying and the senders wait.
 */
final class Appender {
  private static final Logger LOG = System.getLogger(Appender.class.getName());
  private static final long GROUP_BYTES = 16L << 20;

  /** Senders beyond this many waiting bytes wait before they encode, not after. */
  private static final long PENDING_BYTES = 32L << 20;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration WARN_AGAIN = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Path folder;
  private final DiskBufferSettings settings;
  private final Disk disk;
  private final Backlog backlog;
  private final SegmentWriter writer;
  private final BufferMetrics metrics;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Ticket> pending = new ArrayDeque<>();
  private long pendingBytes;
  private @Nullable String trouble;
  private long lastWarning;
  private boolean closed;

  Appender(
      Path folder,
      DiskBufferSettings settings,
      Disk disk,
      Backlog backlog,
      SegmentWriter writer,
      BufferMetrics metrics) {
    this.folder = folder;
    this.settings = settings;
    this.disk = disk;
    this.backlog = backlog;
    this.writer = writer;
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("loggia-buffer-append").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits while nothing can be taken anyway, so that waiting senders hold no encoded bytes. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && (trouble != null || pendingBytes > PENDING_BYTES)) {
        changed.await();
      }
      requireOpen();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the records are durable. */
  void append(List<EncodedRecord> records) throws InterruptedException {
    Ticket ticket = new Ticket(records);
    lock.lockInterruptibly();
    try {
      requireOpen();
      pending.addLast(ticket);
      pendingBytes += ticket.bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!ticket.await()) {
      throw closedException();
    }
  }

  /** What holds the senders up, if anything does. */
  Optional<String> trouble() {
    lock.lock();
    try {
      return Optional.ofNullable(trouble);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what is pending, once, and ends the thread. Senders that it can not serve get to know.
   */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    backlog.close();
    Threads.join(thread);
  }

  private void run() {
    for (List<Ticket> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
      try {
        write(group);
      } finally {
        group.forEach(Ticket::refused);
        release(group);
      }
    }
  }

  /** Everything that waits, up to a size; empty at the end. */
  private List<Ticket> nextGroup() {
    lock.lock();
    try {
      while (pending.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Ticket> group = new ArrayList<>();
      long bytes = 0;
      for (Ticket next = pending.peek(); next != null; next = pending.peek()) {
        bytes += next.bytes;
        if (!group.isEmpty() && bytes > Math.min(GROUP_BYTES, writer.segmentBytes())) {
          break;
        }
        group.add(pending.remove());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void release(List<Ticket> group) {
    lock.lock();
    try {
      for (Ticket ticket : group) {
        pendingBytes -= ticket.bytes;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tries until the group is durable, nobody waits for it any more, or the buffer closes. */
  private void write(List<Ticket> group) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      List<Ticket> wanted = group.stream().filter(ticket -> !ticket.isWithdrawn()).toList();
      if (wanted.isEmpty()) {
        trouble(null); // Nobody waits for room any more; the next sender finds out anew.
        return;
      }
      Optional<String> noRoom = noRoom(wanted.stream().mapToLong(ticket -> ticket.bytes).sum());
      if (noRoom.isPresent()) {
        writer.sealActive();
        if (!heldUp(noRoom.get(), LOOK_AGAIN)) {
          return;
        }
        continue;
      }
      try {
        writer.append(wanted);
        trouble(null);
        wanted.forEach(Ticket::written);
        return;
      } catch (IOException | RuntimeException | Error e) {
        // Whatever it is, a sender must neither be told yes nor hang on a thread that has died.
        if (!heldUp("The disk under " + folder + " does not take what is written: " + e, pause)) {
          return;
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private Optional<String> noRoom(long bytes) {
    long used = backlog.diskBytes();
    if (used > 0 && used + bytes > settings.capacityBytes()) {
      return Optional.of(
          "The buffer in "
              + folder
              + " has reached its capacity of "
              + settings.capacityBytes()
              + " bytes");
    }
    try {
      long usable = disk.usableBytes(folder);
      if (usable - bytes < settings.minFreeDiskBytes()) {
        return Optional.of(
            "The disk under " + folder + " has only " + usable + " bytes left for use");
      }
    } catch (IOException e) {
      return Optional.of("The disk under " + folder + " does not say how much room it has: " + e);
    }
    return Optional.empty();
  }

  /** Says what is wrong, once, and waits for it to change; false when the buffer is closed. */
  private boolean heldUp(String reason, Duration pause) {
    trouble(reason);
    long start = System.nanoTime();
    backlog.awaitRoom(pause);
    metrics.fullSeconds.increment((System.nanoTime() - start) / 1e9);
    return !backlog.isClosed();
  }

  private void trouble(@Nullable String reason) {
    lock.lock();
    try {
      if (reason != null && trouble == null) {
        warn(reason);
      }
      trouble = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Under a load that is too high, a buffer is full many times a second: once a minute will do. */
  private void warn(String reason) {
    long now = System.nanoTime();
    if (lastWarning == 0 || now - lastWarning > WARN_AGAIN.toNanos()) {
      lastWarning = now;
      LOG.log(
          Level.WARNING,
          "{0}. Senders wait and nothing is lost; it goes on by itself once the pipeline has"
              + " caught up or there is room on the disk.",
          reason);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private IllegalStateException closedException() {
    return new IllegalStateException("the buffer in " + folder + " is closed");
  }
}
