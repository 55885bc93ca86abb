package io.loggia.buffer;

import io.loggia.buffer.RecordScanner.Found;
import io.loggia.event.Origin;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds out, at the start, what a folder holds. It answers for whatever the bytes are: the worst
 * that they can cause is that their events are lost, and that is counted.
 */
final class Recovery {
  private static final Logger LOG = System.getLogger(Recovery.class.getName());
  private static final String COMMIT_FILE = "commit";

  private final Disk disk;
  private final Path folder;
  private final Quarantine quarantine;
  private final BufferMetrics metrics;

  Recovery(Disk disk, Path folder, Quarantine quarantine, BufferMetrics metrics) {
    this.disk = disk;
    this.folder = folder;
    this.quarantine = quarantine;
    this.metrics = metrics;
  }

  /** What was found: segments in order, and the commit file, ready for use. */
  record Result(List<Segment> segments, CommitFile commits, long committed) {}

  /** One segment as the scan saw it. */
  private record Scanned(Segment segment, Segment.Age age, long first) {}

  Result recover() throws IOException {
    DiskFile file = disk.open(folder.resolve(COMMIT_FILE));
    Optional<CommitFile.Position> known = CommitFile.read(file);
    boolean lost = known.isEmpty() && file.size() > 0;
    long committed = known.map(CommitFile.Position::committed).orElse(0L);
    List<Segment> segments = segments(committed);
    long end = segments.isEmpty() ? 0 : segments.getLast().endSequence;
    if (known.isEmpty() && (lost || !segments.isEmpty())) {
      LOG.log(
          Level.WARNING,
          "{0} is missing or damaged: all {1} segments there are read from their beginning.",
          folder.resolve(COMMIT_FILE),
          segments.size());
    }
    CommitFile commits = new CommitFile(file, start(known, end));
    // Both slots are sound from here on, and the commit that segments are deleted by is durable.
    commits.reserve(commits.reserved());
    disk.forceFolder(folder);
    return new Result(segments, commits, committed);
  }

  /**
   * Where to go on. Numbers are used again only below a source that never used them: when the
   * segments know of numbers that the commit file does not, the source is a new one.
   */
  private static CommitFile.Position start(Optional<CommitFile.Position> known, long end) {
    if (known.isPresent() && known.get().reserved() >= end) {
      return known.get();
    }
    return new CommitFile.Position(
        known.map(CommitFile.Position::round).orElse(0L),
        Origin.source("buffer", UUID.randomUUID().toString()),
        known.map(CommitFile.Position::committed).orElse(0L),
        end);
  }

  private List<Segment> segments(long committed) throws IOException {
    List<Scanned> found = new ArrayList<>();
    for (Path path : disk.list(folder)) {
      Optional<Segment.Age> age = Segment.age(path);
      if (age.isPresent()) {
        scan(path, age.get(), committed).ifPresent(found::add);
      } else if (!path.getFileName().toString().equals(COMMIT_FILE)) {
        LOG.log(Level.WARNING, "{0} is not the buffer''s and is left alone.", path);
      }
    }
    found.sort(Comparator.comparing(Scanned::age).reversed());
    Deque<Segment> segments = new ArrayDeque<>();
    long limit = Long.MAX_VALUE;
    for (Scanned scanned : found) {
      Segment segment = scanned.segment;
      // What a later segment has too was written anew there, after a failure here.
      if (segment.endSequence > limit) {
        measure(segment, segment.readableEnd, committed, limit);
      }
      limit = Math.min(limit, scanned.first);
      if (segment.endSequence <= committed) {
        remove(segment);
      } else {
        segments.addFirst(segment);
      }
    }
    return List.copyOf(segments);
  }

  /** Looks through a segment and cuts its torn end; empty when no record is in it. */
  private Optional<Scanned> scan(Path path, Segment.Age age, long committed) throws IOException {
    Segment segment = new Segment(path, disk.open(path));
    segment.sealed = true;
    long size = segment.file.size();
    long first = measure(segment, size, committed, Long.MAX_VALUE);
    long end = segment.readableEnd;
    if (end < size) {
      cut(segment, end, size);
    }
    if (end == 0) {
      remove(segment);
      return Optional.empty();
    }
    return Optional.of(new Scanned(segment, age, first));
  }

  /**
   * Counts the whole records below a sequence number and sets the segment's readable end behind the
   * last of them.
   *
   * @return the first sequence number
   */
  private static long measure(Segment segment, long size, long committed, long limit)
      throws IOException {
    RecordScanner scanner = new RecordScanner(segment.file);
    segment.events = 0;
    segment.bytes = 0;
    segment.endSequence = 0;
    segment.readableEnd = 0;
    long first = -1;
    long least = 0;
    Optional<Found> found = scanner.next(0, size, least);
    while (found.isPresent() && found.get().header().first() < limit) {
      RecordHeader header = found.get().header();
      first = first < 0 ? header.first() : first;
      least = header.end();
      segment.readableEnd = found.get().end();
      segment.endSequence = header.end();
      if (header.end() > committed) {
        segment.events += header.events();
        segment.bytes += header.size();
      }
      found = scanner.next(segment.readableEnd, size, least);
    }
    return first;
  }

  private void cut(Segment segment, long end, long size) throws IOException {
    if (new RecordScanner(segment.file).isUnfinished(end, size)) {
      metrics.tornBytes.increment((double) (size - end));
      LOG.log(
          Level.WARNING,
          "Cut {0} bytes of an unfinished write off {1}; nobody was told that they were kept.",
          size - end,
          segment.path);
    } else {
      quarantine.setAside(segment.path, segment.file, end, size, "no record header");
    }
    segment.file.truncate(end);
    segment.file.force();
  }

  private void remove(Segment segment) throws IOException {
    segment.file.close();
    disk.delete(segment.path);
  }
}
