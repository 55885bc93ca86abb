package io.loggia.buffer;

import io.loggia.buffer.RecordScanner.Found;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place up to which records were handed out. Only headers are read here, from the page cache as
 * a rule, so that workers read and decode payloads side by side. Thread-safe.
 */
final class Cursor {
  /** Most bytes of records that one reader gets at once, unless a single record is larger. */
  static final long CLAIM_BYTES = 8L << 20;

  private final Backlog backlog;
  private final Quarantine quarantine;
  private final long committedBefore;
  private @Nullable Segment segment;
  private @Nullable RecordScanner scanner;
  private long position;
  private long least;

  /** Begins behind what was committed before the start. */
  Cursor(Backlog backlog, Quarantine quarantine) {
    this.backlog = backlog;
    this.quarantine = quarantine;
    this.committedBefore = backlog.committed();
  }

  /** The next whole records of about so many events at most; given-back ones come first. */
  synchronized List<Claim> claim(int maxEvents) {
    List<Claim> claims = backlog.claimReturned(maxEvents);
    if (!claims.isEmpty()) {
      return claims;
    }
    long events = 0;
    long bytes = 0;
    for (Claim next = next(); next != null; next = next()) {
      events += next.header().events();
      bytes += next.header().size();
      if (!claims.isEmpty() && (events > maxEvents || bytes > CLAIM_BYTES)) {
        break;
      }
      position = next.record.end();
      least = next.header().end();
      backlog.claimed(next);
      claims.add(next);
    }
    return claims;
  }

  /** When the next record was appended; null when there is none. */
  synchronized @Nullable Long nextAppendedMillis() {
    Claim next = next();
    return next == null ? null : next.header().appendedMillis();
  }

  /** What stands next, damage passed over; null at the end of everything. */
  private @Nullable Claim next() {
    Segment in = segment == null ? enter(backlog.after(null)) : segment;
    while (in != null) {
      boolean sealed = in.sealed;
      long end = in.readableEnd;
      if (position < end) {
        Optional<Found> found = find(in, end);
        if (found.isPresent()) {
          return new Claim(in, found.get());
        }
      } else {
        backlog.passedEnd(in, end);
        in = sealed ? enter(backlog.after(in)) : null;
      }
    }
    return null;
  }

  private @Nullable Segment enter(@Nullable Segment next) {
    if (next != null) {
      segment = next;
      scanner = new RecordScanner(next.file);
      position = 0;
    }
    return next;
  }

  /** The next record of the segment that was not committed before, moving up to it. */
  private Optional<Found> find(Segment in, long end) {
    try {
      Optional<Found> found =
          scanner == null ? Optional.empty() : scanner.next(position, end, least);
      long start = found.map(Found::position).orElse(end);
      if (start > position) {
        quarantine.setAside(in.path, in.file, position, start, "no record header");
        position = start;
      }
      if (found.isPresent() && found.get().header().end() <= committedBefore) {
        position = found.get().end();
        least = found.get().header().end();
        return Optional.empty();
      }
      return found;
    } catch (IOException e) {
      if (!backlog.isClosed()) {
        quarantine.setAside(in.path, in.file, position, end, "can not be read: " + e);
      }
      position = end;
      return Optional.empty();
    }
  }
}
