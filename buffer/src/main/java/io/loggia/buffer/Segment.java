package io.loggia.buffer;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of records. The counts are guarded by the {@link Backlog}'s lock, which is also what
 * publishes the readable end.
 */
final class Segment {
  private static final Pattern NAME = Pattern.compile("(\\d{20})(?:-(\\d{1,9}))?\\.segment");

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

  /** How often writing this segment was tried before, or empty when the name is no segment's. */
  static OptionalLong failures(Path path) {
    Matcher matcher = NAME.matcher(path.getFileName().toString());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2)));
  }
}
