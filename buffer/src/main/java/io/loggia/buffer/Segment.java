package io.loggia.buffer;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of records. The counts are guarded by the {@link Backlog}'s lock, which is also what
 * publishes the readable end.
 */
final class Segment {
  private static final Pattern NAME = Pattern.compile("(00\\d{18})(?:-(\\d{1,9}))?\\.segment");

  final Path path;
  final DiskFile file;

  /** Readers go to here: what is before it is durable. */
  volatile long readableEnd;

  /** No record will be added. */
  volatile boolean sealed;

  /** The sequence number behind the last durable event. */
  long endSequence;

  /** Events and bytes that are not committed. */
  long events;

  long bytes;

  Segment(Path path, DiskFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * The file's name: its first sequence number, and how often writing it was tried before.
   *
   * @param failures 0 for the plain name
   */
  static String name(long first, int failures) {
    return String.format(Locale.ROOT, "%020d", first)
        + (failures == 0 ? "" : "-" + failures)
        + ".segment";
  }

  /**
   * A file's place among the segments, in the order in which they were begun.
   *
   * @param first sequence number
   */
  record Age(long first, int failures) implements Comparable<Age> {
    @Override
    public int compareTo(Age other) {
      int byFirst = Long.compare(first, other.first);
      return byFirst != 0 ? byFirst : Integer.compare(failures, other.failures);
    }
  }

  /** What the file's name says; empty when it is no segment's. */
  static Optional<Age> age(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String failures = matcher.group(2);
    return Optional.of(
        new Age(
            Long.parseLong(matcher.group(1)), failures == null ? 0 : Integer.parseInt(failures)));
  }
}
