package io.loggia.buffer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds records in a segment, over damaged bytes: where no sound header stands, it looks for the
 * next one byte by byte. Not thread-safe; only as current as its last window on the file.
 */
final class RecordScanner {
  private static final int WINDOW = 1 << 13;

  private final DiskFile file;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int windowLength;

  RecordScanner(DiskFile file) {
    this.file = file;
  }

  /** A record and where it stands. */
  record Found(long position, RecordHeader header) {
    long end() {
      return position + header.size();
    }
  }

  /**
   * The first whole record at or behind the position, before the end.
   *
   * @param least the sequence number that it has at least: one below it is a leftover
   */
  Optional<Found> next(long position, long end, long least) throws IOException {
    for (long at = position; end - at >= RecordHeader.BYTES; at++) {
      at = nextMagic(at, end);
      if (at < 0) {
        return Optional.empty();
      }
      Optional<RecordHeader> header = header(at, end);
      if (header.isPresent() && header.get().first() >= least && at + header.get().size() <= end) {
        return Optional.of(new Found(at, header.get()));
      }
    }
    return Optional.empty();
  }

  /** Whether what is there from the position on is the beginning of one record, or nothing. */
  boolean isUnfinished(long position, long end) throws IOException {
    if (end - position < RecordHeader.BYTES) {
      return true;
    }
    Optional<RecordHeader> header = header(position, end);
    if (header.isPresent()) {
      return position + header.get().size() > end;
    }
    for (long at = position; at < end; at += windowLength) {
      load(at, end);
      if (windowLength == 0) {
        return true;
      }
      byte[] zeros = new byte[windowLength];
      if (!Arrays.equals(window, 0, windowLength, zeros, 0, windowLength)) {
        return false;
      }
    }
    return true;
  }

  private Optional<RecordHeader> header(long at, long end) throws IOException {
    if (!holds(at) && !load(at, end)) {
      return Optional.empty();
    }
    return RecordHeader.read(window, (int) (at - windowStart), at);
  }

  /** The next place at which the magic number of a record stands, or -1. */
  private long nextMagic(long from, long end) throws IOException {
    long at = from;
    while (end - at >= RecordHeader.BYTES) {
      if (!holds(at) && !load(at, end)) {
        return -1;
      }
      int last = windowLength - RecordHeader.BYTES;
      for (int i = (int) (at - windowStart); i <= last; i++) {
        if (window[i] == 'L'
            && window[i + 1] == 'G'
            && window[i + 2] == 'R'
            && window[i + 3] == '1') {
          return windowStart + i;
        }
      }
      at = windowStart + last + 1;
    }
    return -1;
  }

  private boolean holds(long at) {
    return at >= windowStart && at + RecordHeader.BYTES <= windowStart + windowLength;
  }

  /** Moves the window; false when not even a header's bytes are there. */
  private boolean load(long at, long end) throws IOException {
    windowStart = at;
    windowLength = 0;
    windowLength = file.read(at, window, 0, (int) Math.min(WINDOW, end - at));
    return windowLength >= RecordHeader.BYTES;
  }
}
