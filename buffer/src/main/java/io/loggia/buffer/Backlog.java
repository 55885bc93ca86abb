package io.loggia.buffer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is in the queue and who has it: the segments, the records that are leased, and how far
 * everything is done. One lock, under which nothing touches the disk. Thread-safe.
 */
final class Backlog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition readable = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition removable = lock.newCondition();
  private final Condition ended = lock.newCondition();

  private final Deque<Segment> segments = new ArrayDeque<>();

  /** In sequence order; the oldest that is not done holds back the commit. */
  private final Deque<Claim> outstanding = new ArrayDeque<>();

  private final PriorityQueue<Claim> returned =
      new PriorityQueue<>(Comparator.comparingLong((Claim claim) -> claim.header().first()));

  private long durable;
  private long passed;
  private long committed;
  private long depthEvents;
  private long depthBytes;
  private long diskBytes;
  private long committedEvents;
  private long removals;
  private boolean closed;

  /** Continues with segments that were found, in order. */
  Backlog(List<Segment> found, long committed) {
    this.committed = committed;
    this.passed = committed;
    this.durable = committed;
    for (Segment segment : found) {
      segments.add(segment);
      durable = Math.max(durable, segment.endSequence);
      depthEvents += segment.events;
      depthBytes += segment.bytes;
      diskBytes += segment.readableEnd;
    }
  }

  /** Hands durable records at the end of a segment, new or known, to the readers. */
  void publish(Segment segment, long end, long endSequence, long events) {
    lock.lock();
    try {
      if (segments.peekLast() != segment) {
        segments.addLast(segment);
      }
      long bytes = end - segment.readableEnd;
      segment.readableEnd = end;
      segment.endSequence = endSequence;
      segment.events += events;
      segment.bytes += bytes;
      depthEvents += events;
      depthBytes += bytes;
      diskBytes += bytes;
      durable = endSequence;
      readable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void seal(Segment segment) {
    lock.lock();
    try {
      segment.sealed = true;
      removable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there may be something to claim; false when the time is over or it is closed. */
  boolean awaitReadable(long deadlineNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && returned.isEmpty() && passed >= durable) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        readable.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Given-back records, oldest first, as many whole ones as fit. */
  List<Claim> claimReturned(int maxEvents) {
    lock.lock();
    try {
      List<Claim> claims = new ArrayList<>();
      long events = 0;
      long bytes = 0;
      for (Claim next = returned.peek(); next != null; next = returned.peek()) {
        events += next.header().events();
        bytes += next.header().size();
        if (!claims.isEmpty() && (events > maxEvents || bytes > Cursor.CLAIM_BYTES)) {
          break;
        }
        claims.add(returned.remove());
      }
      return claims;
    } finally {
      lock.unlock();
    }
  }

  /** The segment behind the given one, or the first; null when there is none. */
  @Nullable Segment after(@Nullable Segment segment) {
    lock.lock();
    try {
      boolean passedIt = segment == null || !segments.contains(segment);
      for (Segment candidate : segments) {
        if (passedIt) {
          return candidate;
        }
        passedIt = candidate == segment;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** The cursor went over a record, which now is somebody's to answer for. */
  void claimed(Claim claim) {
    lock.lock();
    try {
      outstanding.addLast(claim);
      passed = claim.header().end();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The cursor came to the readable end of a segment. What was damaged at its end counts as done
   * with; otherwise it would hold the segment for ever.
   */
  void passedEnd(Segment segment, long end) {
    lock.lock();
    try {
      if (segment.readableEnd == end && passed < segment.endSequence) {
        passed = segment.endSequence;
        advance();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How far everything is committed, now that these are done. */
  long done(List<Claim> claims) {
    lock.lock();
    try {
      claims.forEach(claim -> claim.done = true);
      advance();
      return committed;
    } finally {
      lock.unlock();
    }
  }

  void giveBack(List<Claim> claims) {
    lock.lock();
    try {
      returned.addAll(claims);
      readable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void advance() {
    long before = committed;
    while (!outstanding.isEmpty() && outstanding.getFirst().done) {
      Claim claim = outstanding.removeFirst();
      committed = Math.max(committed, claim.header().end());
      claim.segment.events -= claim.header().events();
      claim.segment.bytes -= claim.header().size();
      depthEvents -= claim.header().events();
      committedEvents += claim.header().events();
      depthBytes -= claim.header().size();
    }
    if (outstanding.isEmpty()) {
      committed = Math.max(committed, passed);
    }
    if (committed > before) {
      removable.signalAll();
    }
  }

  /** Waits a while for a segment that nobody needs any more, or for the end. */
  void awaitRemovable(Duration wait) {
    await(removable, wait, () -> !removableNow().isEmpty());
  }

  /** Waits a while, or for the end. */
  void awaitClose(Duration wait) {
    await(ended, wait, () -> false);
  }

  /** The sealed segments at the front all of whose events are committed. */
  List<Segment> removable() {
    lock.lock();
    try {
      return removableNow();
    } finally {
      lock.unlock();
    }
  }

  private List<Segment> removableNow() {
    List<Segment> done = new ArrayList<>();
    for (Segment segment : segments) {
      if (!segment.sealed || segment.endSequence > committed) {
        break;
      }
      done.add(segment);
    }
    return done;
  }

  /** The segment is deleted. Damage in it may have made its counts too large; they go with it. */
  void removed(Segment segment) {
    lock.lock();
    try {
      segments.remove(segment);
      depthEvents -= segment.events;
      depthBytes -= segment.bytes;
      diskBytes -= segment.readableEnd;
      removals++;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a segment is deleted, the time is over, or the buffer is closed. */
  void awaitRoom(Duration wait) {
    long before = locked(() -> removals);
    await(room, wait, () -> removals != before);
  }

  /** For the buffer's own threads, which nobody interrupts. */
  private void await(Condition condition, Duration wait, BooleanSupplier over) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (!closed && left > 0 && !over.getAsBoolean()) {
        left = condition.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the buffer's own thread was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      readable.signalAll();
      room.signalAll();
      removable.signalAll();
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return locked(() -> closed ? 1 : 0) == 1;
  }

  List<Segment> segments() {
    lock.lock();
    try {
      return List.copyOf(segments);
    } finally {
      lock.unlock();
    }
  }

  long committed() {
    return locked(() -> committed);
  }

  /** Events committed since the start. */
  long committedEvents() {
    return locked(() -> committedEvents);
  }

  long depthEvents() {
    return locked(() -> depthEvents);
  }

  long depthBytes() {
    return locked(() -> depthBytes);
  }

  long diskBytes() {
    return locked(() -> diskBytes);
  }

  /** When the oldest leased event was appended; null when none is leased. */
  @Nullable Long oldestOutstandingMillis() {
    lock.lock();
    try {
      Claim oldest = outstanding.peekFirst();
      return oldest == null ? null : oldest.header().appendedMillis();
    } finally {
      lock.unlock();
    }
  }

  private long locked(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
