package io.loggia.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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

  /** Whether the file must wait. */
  boolean mustWait(Discovery.Found file, Iterable<Tail> tails, Instant now) throws IOException {
    FileKey key = file.facts().key();
    if (!looksLikeCopy(file, tails)) {
      suspects.remove(key);
      return false;
    }
    Suspect known = suspects.get(key);
    if (known == null || known.size() != file.facts().size()) {
      suspects.put(key, new Suspect(file.facts().size(), now));
      return true;
    }
    return now.isBefore(known.since().plus(GRACE));
  }

  /** Forgets those that are gone, begun or found to be what they looked like. */
  void retain(Set<FileKey> stillUnknown) {
    suspects.keySet().retainAll(stillUnknown);
  }

  private static boolean looksLikeCopy(Discovery.Found file, Iterable<Tail> tails)
      throws IOException {
    for (Tail tail : tails) {
      if (RotatedFiles.mayBeCopy(file.path(), tail.checkpoint(), tail.place())) {
        return true;
      }
    }
    return false;
  }
}
