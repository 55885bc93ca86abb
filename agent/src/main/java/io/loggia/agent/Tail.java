package io.loggia.agent;

import io.loggia.agent.TailStatus.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file that is being read: its checkpoint and what is known about the file right now. Belongs
 * to the agent's thread; only {@link #status} may be called from others.
 */
final class Tail {
  private static final System.Logger LOG = System.getLogger(Tail.class.getName());

  /** Nothing is known about what is behind the offset. */
  private static final long NOT_SCANNED = -1;

  private final FileInput input;
  private final EventTemplate template;
  private volatile Checkpoint checkpoint;
  private volatile State state = State.TAILING;
  private volatile long size;
  private long lostSize;
  private volatile long readOffset;

  private Path place;
  private boolean matched = true;
  private @Nullable FileChannel channel;
  private long modified;
  private long scannedTo = NOT_SCANNED;
  private Instant changed;

  Tail(Checkpoint checkpoint, FileInput input, String hostName, Instant now) {
    this.checkpoint = checkpoint;
    this.input = input;
    this.template = new EventTemplate(checkpoint.source(), checkpoint.path(), input, hostName);
    this.place = Path.of(checkpoint.path());
    this.size = checkpoint.position().knownSize();
    this.readOffset = checkpoint.offset();
    this.changed = now;
  }

  TailStatus status() {
    Checkpoint now = checkpoint;
    return new TailStatus(
        now.path(), size, Math.max(readOffset, now.offset()), now.offset(), state);
  }

  FileInput input() {
    return input;
  }

  EventTemplate template() {
    return template;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  void checkpoint(Checkpoint next) {
    checkpoint = next;
    readOffset = next.offset();
  }

  /** Notes that everything before this has been offered. */
  void offered(long end) {
    readOffset = end;
  }

  FileKey key() {
    return checkpoint.key();
  }

  State state() {
    return state;
  }

  /** Where the file can be opened; no longer true once it is deleted. */
  Path place() {
    return place;
  }

  /** Whether an input's path leads to the file where it is now. */
  boolean matched() {
    return matched;
  }

  /** The file is there, under its name or another one. */
  void isAt(Path where, boolean matchedByInput, FileFacts facts, Instant now) {
    place = where;
    matched = matchedByInput;
    state = where.toString().equals(checkpoint.path()) ? State.TAILING : State.ROTATED;
    if (facts.modified() != modified) {
      modified = facts.modified();
      // As long as before and yet written to: it may have been truncated and filled again.
      scannedTo = facts.size() == scannedTo ? NOT_SCANNED : scannedTo;
    }
    sees(facts.size(), now);
  }

  void isDeleted() {
    state = State.DELETED;
    matched = false;
  }

  void sees(long nowSize, Instant now) {
    if (nowSize < size) {
      lostSize = Math.max(lostSize, size);
    }
    if (nowSize != size) {
      size = nowSize;
      changed = now;
    }
  }

  long size() {
    return size;
  }

  /** What is in the file now was recognised as what was in it before. */
  void recognised() {
    lostSize = Math.max(lostSize, size);
  }

  /**
   * How large the file had been, at least, should it turn out that what was in it is gone. The size
   * now may be that of something else which was written into it since.
   */
  long lostSize() {
    return lostSize;
  }

  /** Whether the file has not changed for that long. */
  boolean quiet(Duration howLong, Instant now) {
    return !changed.plus(howLong).isAfter(now);
  }

  /** Whether no more can be expected, so that what is there without a newline is a line too. */
  boolean ended(Instant now) {
    return state != State.TAILING && quiet(input.closeQuiet(), now);
  }

  /** Where the search for whole lines got to; what lies between the offset and here has none. */
  long scannedTo() {
    return scannedTo;
  }

  void scannedTo(long position) {
    scannedTo = position;
  }

  /** Whether reading would find anything, as far as is known without the file being open. */
  boolean hasMore(Instant now) {
    return scannedTo != size || (checkpoint.offset() < size && ended(now));
  }

  /** Whether nothing more is to come from a file that no input's path leads to any more. */
  boolean isDone(Instant now) {
    boolean readToEnd = scannedTo == size && checkpoint.offset() == size;
    return readToEnd && !matched && ended(now);
  }

  @Nullable FileChannel channel() {
    return channel;
  }

  void channel(FileChannel open) {
    channel = open;
  }

  void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was only read; there is nothing that could be lost.
        LOG.log(System.Logger.Level.DEBUG, "closing {0}: {1}", place, e.toString());
      }
    }
  }
}
