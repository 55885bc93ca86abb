package io.loggia.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one file has been shipped, and by what to recognise it. A blank one, of an empty file,
 * would mean whatever file has its number next: it is never in the registry, and nothing is read by
 * it.
 *
 * @param source the first half of the origin of every line of this file; never changes
 * @param key the file that holds the rest of the lines; changes when that is a rotated copy
 * @param path where the file was first seen; what events say, whatever it is called later
 * @param head grows with the file up to {@link Head#LONGEST} bytes
 * @param offer the batch that was offered last and that nobody has acknowledged
 */
record Checkpoint(
    long source, FileKey key, String path, Head head, Position position, Optional<Offer> offer) {

  /**
   * @param offset everything before it has been acknowledged
   * @param overlap the bytes before the offset, at most {@link Fingerprint#OVERLAP}
   * @param knownSize how large the file was when this was written; what is unread if it vanishes
   */
  record Position(long offset, Fingerprint overlap, long knownSize) {
    static final Position START = new Position(0, Fingerprint.EMPTY, 0);

    Position {
      if (offset < 0 || knownSize < 0) {
        throw new IllegalArgumentException("offset " + offset + ", size " + knownSize);
      }
    }
  }

  /**
   * A range of bytes and the time that its lines carry, also when they are read again.
   *
   * @param end a line end for these lines even if the file has no newline there
   */
  record Offer(long start, long end, Instant readAt) {
    Offer {
      if (start < 0 || end < start) {
        throw new IllegalArgumentException("an offer from " + start + " to " + end);
      }
    }

    boolean covers(long offset) {
      return offset >= start && offset < end;
    }
  }

  long offset() {
    return position.offset();
  }

  /** Whether nothing is known by which the file could be told from another one. */
  boolean isBlank() {
    return head.length() == 0;
  }

  /** What is unread in the file has been counted as lost; it is not to be counted again. */
  Checkpoint counted() {
    Position read = new Position(position.offset(), position.overlap(), position.offset());
    return new Checkpoint(source, key, path, head, read, offer);
  }

  Checkpoint withHead(Head longer) {
    return new Checkpoint(source, key, path, longer, position, offer);
  }

  Checkpoint withKey(FileKey copy) {
    return new Checkpoint(source, copy, path, head, position, offer);
  }

  Checkpoint offered(Offer next) {
    return new Checkpoint(source, key, path, head, position, Optional.of(next));
  }

  Checkpoint acknowledged(Position next) {
    return new Checkpoint(
        source, key, path, head, next, offer.filter(open -> open.covers(next.offset())));
  }
}
