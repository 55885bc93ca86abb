package io.loggia.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * New files that look like a copy of one that is being read. Until the copy is complete and the
 * original truncated, or it turns out that nothing is truncated, they are not begun: their lines
 * would be shipped twice.
 */
final class Suspects {
  /** A copy that has not grown for that long is nobody's rotation. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Map<FileKey, Suspect> suspects = new HashMap<>();

  private record Suspect(long size, Instant since) {}

  /**
   * Whether the file must wait. Time alone does not clear it: while the sink blocks, an original
   * may have been truncated long ago, which the next look at it will notice. The copy of a deleted
   * file is recognised when that is let go.
   */
  boolean mustWait(Discovery.Found file, Head head, Collection<Tail> tails, Instant now) {
    FileKey key = file.facts().key();
    List<Tail> originals =
        tails.stream().filter(tail -> RotatedFiles.mayBeCopy(file.path(), head, tail)).toList();
    if (originals.isEmpty()) {
      suspects.remove(key);
      return false;
    }
    Suspect known = suspects.get(key);
    if (known == null || known.size() != file.facts().size()) {
      suspects.put(key, new Suspect(file.facts().size(), now));
      return true;
    }
    return now.isBefore(known.since().plus(GRACE))
        || originals.stream()
            .anyMatch(tail -> isDeleted(tail) || RotatedFiles.isTruncated(tail, head));
  }

  private static boolean isDeleted(Tail tail) {
    return tail.state() == TailStatus.State.DELETED;
  }

  /** Forgets those that are gone, begun or found to be what they looked like. */
  void retain(Collection<FileKey> stillUnknown) {
    suspects.keySet().retainAll(stillUnknown);
  }
}
