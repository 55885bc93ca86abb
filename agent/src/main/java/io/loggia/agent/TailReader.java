package io.loggia.agent;

import io.loggia.agent.Checkpoint.Offer;
import io.loggia.agent.Checkpoint.Position;
import io.loggia.agent.LineSplitter.LineTarget;
import io.loggia.event.Batch;
import io.loggia.event.EventSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Reads what is new in one file and offers it to the sink.
 *
 * <p>Who answers for a line, and what a crash does at each step:
 *
 * <ol>
 *   <li>Read, not yet noted: the file. Nothing happened; the lines are read again, with a new time.
 *   <li>Noted as offered (range and read time are in the registry), sink not yet returned: the
 *       file. The sink may or may not have the batch. After a restart exactly the same range is
 *       read, cut into the same lines with the same origins, texts and time, and offered again; the
 *       store keeps one of each.
 *   <li>Sink returned, not yet noted as acknowledged: the sink and the file both. As in 2.
 *   <li>Noted as acknowledged: the sink alone.
 * </ol>
 *
 * Between two offers of a file there is always an acknowledgement, so at most one range per file is
 * in doubt. An offer cannot be made while the registry cannot be written.
 */
final class TailReader {
  private final EventSink sink;
  private final Registry registry;
  private final InstantSource clock;
  private final AgentMetrics metrics;
  private final LineSplitter splitter = new LineSplitter();
  private final byte[] buffer = new byte[FileBytes.CHUNK];

  TailReader(EventSink sink, Registry registry, InstantSource clock, AgentMetrics metrics) {
    this.sink = sink;
    this.registry = registry;
    this.clock = clock;
    this.metrics = metrics;
  }

  enum Outcome {
    /** There was nothing to do. */
    IDLE,
    /** Something was done; there may be more. */
    PROGRESS,
    /** The file was empty, and is not any more. */
    FIRST_BYTES,
    /** The file has not the bytes any more that were read from it. */
    REPLACED
  }

  /** What one look at a file has to work with; {@code limit} is where this look ends. */
  private record View(
      Tail tail,
      FileChannel channel,
      long size,
      long limit,
      boolean limitIsLineEnd,
      Instant readAt) {
    long offset() {
      return tail.checkpoint().offset();
    }

    LineTarget target() {
      return new LineTarget(tail.template(), tail.input(), readAt);
    }
  }

  /** Reads one chunk of the open file at most. */
  Outcome poll(Tail tail) throws IOException, InterruptedException, RefusedException {
    FileChannel channel = Objects.requireNonNull(tail.channel());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long size = channel.size();
    tail.sees(size, now);
    Checkpoint checkpoint = tail.checkpoint();
    if (size < Math.max(checkpoint.offset(), checkpoint.head().length())) {
      return Outcome.REPLACED;
    }
    if (checkpoint.isBlank() && size > 0) {
      return Outcome.FIRST_BYTES;
    }
    boolean ended = tail.ended(now);
    if (size == tail.scannedTo() && !(ended && size > checkpoint.offset())) {
      return Outcome.IDLE;
    }
    View view = view(tail, channel, now, ended);
    return isStillOneLine(view) ? Outcome.IDLE : read(view);
  }

  private static View view(Tail tail, FileChannel channel, Instant now, boolean ended) {
    Checkpoint checkpoint = tail.checkpoint();
    long size = tail.size();
    return checkpoint
        .offer()
        .filter(open -> open.covers(checkpoint.offset()))
        .map(
            open -> {
              long limit = Math.min(size, open.end());
              // A copy may end before the offer does; its end is a line's end when it has ended.
              boolean isLineEnd = size >= open.end() || ended;
              return new View(tail, channel, size, limit, isLineEnd, open.readAt());
            })
        .orElseGet(() -> new View(tail, channel, size, size, ended, now));
  }

  /** A huge line that grows is searched from where the last search ended. */
  private boolean isStillOneLine(View view) throws IOException {
    Tail tail = view.tail();
    long from = tail.scannedTo();
    boolean huge = from > view.offset() + buffer.length && from < view.size();
    if (!huge || view.limitIsLineEnd() || newline(view.channel(), from, view.size()) >= 0) {
      return false;
    }
    tail.scannedTo(view.size());
    return true;
  }

  private Outcome read(View view) throws IOException, InterruptedException, RefusedException {
    long offset = view.offset();
    long start = offset < Head.LONGEST ? 0 : offset - Fingerprint.OVERLAP;
    long atLeast = start == 0 ? view.tail().checkpoint().head().length() : 0;
    int wanted = (int) Math.min(buffer.length, Math.max(atLeast, view.limit() - start));
    int read = FileBytes.read(view.channel(), start, buffer, wanted);
    int at = (int) (offset - start);
    if (read < at || !isRecognised(view.tail(), start, read)) {
      return Outcome.REPLACED;
    }
    view.tail().recognised();
    int got = (int) Math.min(read, view.limit() - start);
    boolean limitReached = start + got == view.limit();
    boolean shipped = false;
    while (at < got) {
      boolean lastIsWhole = limitReached && view.limitIsLineEnd();
      int end = splitter.split(buffer, at, got, start + at, lastIsWhole, view.target());
      if (end == at) {
        break;
      }
      int overlap = (int) Math.min(Fingerprint.OVERLAP, start + end);
      ship(view, start + end, Fingerprint.of(buffer, end - overlap, overlap));
      at = end;
      shipped = true;
    }
    if (!shipped && !limitReached && read == wanted) {
      return readLong(view);
    }
    if (start + got == view.size()) {
      view.tail().scannedTo(view.size());
    }
    return shipped ? Outcome.PROGRESS : Outcome.IDLE;
  }

  private boolean isRecognised(Tail tail, long start, int got) throws IOException {
    Checkpoint checkpoint = tail.checkpoint();
    if (start > 0) {
      return checkpoint.position().overlap().matches(buffer, 0, got);
    }
    Head head = checkpoint.head();
    if (!head.isStartOf(buffer, got)) {
      return false;
    }
    if (head.length() < Math.min(Head.LONGEST, got)) {
      Head longer = Head.of(buffer, got);
      tail.checkpoint(registry.append(new RegistryRecord.Begins(checkpoint.source(), longer)));
    }
    return true;
  }

  /** Ships one line that is longer than the buffer, holding at most max_bytes of it. */
  private Outcome readLong(View view) throws IOException, InterruptedException, RefusedException {
    long offset = view.offset();
    // Room for a line end, or the rest of a character that must not be cut, behind max_bytes.
    long room = view.tail().input().maxBytes() + 4L;
    byte[] line = new byte[(int) Math.min(room, view.limit() - offset)];
    int got = FileBytes.read(view.channel(), offset, line, line.length);
    int newline = LineSplitter.newline(line, 0, got);
    long end;
    if (newline >= 0) {
      end = offset + splitter.split(line, 0, newline + 1, offset, false, view.target());
    } else {
      long far = newline(view.channel(), offset + got, view.limit());
      if (far < 0 && !view.limitIsLineEnd()) {
        view.tail().scannedTo(view.limit());
        return Outcome.IDLE;
      }
      end = far < 0 ? view.limit() : far + 1;
      if (offset + got == end) {
        splitter.split(line, 0, got, offset, true, view.target());
      } else {
        splitter.splitLong(line, got, offset, view.target());
      }
    }
    int overlap = Fingerprint.OVERLAP;
    ship(view, end, FileBytes.fingerprint(view.channel(), end - overlap, overlap));
    return Outcome.PROGRESS;
  }

  /** Where the next newline is, or -1. */
  private long newline(FileChannel channel, long from, long limit) throws IOException {
    long at = from;
    while (at < limit) {
      int got = FileBytes.read(channel, at, buffer, (int) Math.min(buffer.length, limit - at));
      int found = LineSplitter.newline(buffer, 0, got);
      if (found >= 0) {
        return at + found;
      }
      if (got == 0) {
        return -1;
      }
      at += got;
    }
    return -1;
  }

  /** Offers what the splitter has, and notes that everything before {@code end} is done. */
  private void ship(View view, long end, Fingerprint overlap)
      throws RegistryException, InterruptedException, RefusedException {
    Tail tail = view.tail();
    Checkpoint before = tail.checkpoint();
    long start = before.offset();
    if (!splitter.events().isEmpty()) {
      if (before.offer().filter(open -> open.covers(start)).isEmpty()) {
        Offer offer = new Offer(start, end, view.readAt());
        tail.checkpoint(registry.append(new RegistryRecord.Offered(before.source(), offer)));
      }
      tail.offered(end);
      try {
        sink.accept(new Batch(splitter.events()));
      } catch (RuntimeException e) {
        tail.offered(start);
        throw new RefusedException(e);
      }
    }
    Position position = new Position(end, overlap, Math.max(end, view.size()));
    tail.checkpoint(registry.append(new RegistryRecord.Acknowledged(before.source(), position)));
    count(end - start);
  }

  private void count(long bytes) {
    metrics.lines.increment(splitter.lines());
    metrics.bytes.increment((double) bytes);
    if (splitter.invalid() > 0) {
      metrics.invalidUtf8.increment(splitter.invalid());
    }
    if (splitter.truncated() > 0) {
      metrics.truncatedLines.increment(splitter.truncated());
    }
  }
}
