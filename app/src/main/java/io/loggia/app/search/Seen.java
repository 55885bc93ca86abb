package io.loggia.app.search;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Which events of the last while were met, so that the same stretch of time can be asked for again
 * and only what is new in it comes out. Holds so many ids at most; when more arrive within the
 * while, the while gets shorter.
 */
final class Seen {
  private record Met(String id, Instant time) {}

  private final Duration whilst;
  private final int most;
  private final Map<String, Instant> ids = new HashMap<>();
  private final PriorityQueue<Met> oldestFirst =
      new PriorityQueue<>((a, b) -> a.time.compareTo(b.time));
  private Instant start;

  Seen(Instant now, Duration whilst, int most) {
    this.whilst = whilst;
    this.most = most;
    this.start = now.minus(whilst);
  }

  /** Whether the event is new; it is not any more afterwards. */
  boolean add(String id, Instant time) {
    if (time.isBefore(start) || ids.putIfAbsent(id, time) != null) {
      return false;
    }
    oldestFirst.add(new Met(id, time));
    return true;
  }

  /** Lets go of what lies further back than the while, or is too much. */
  void forget(Instant now) {
    Instant kept = now.minus(whilst);
    if (kept.isAfter(start)) {
      start = kept;
    }
    while (!oldestFirst.isEmpty()
        && (oldestFirst.size() > most || oldestFirst.peek().time.isBefore(start))) {
      Met oldest = oldestFirst.remove();
      ids.remove(oldest.id);
      if (!oldest.time.isBefore(start)) {
        start = oldest.time.plusMillis(1);
      }
    }
  }

  /** The first instant that need be asked for. */
  Instant start() {
    return start;
  }

  List<String> ids() {
    return List.copyOf(ids.keySet());
  }
}
