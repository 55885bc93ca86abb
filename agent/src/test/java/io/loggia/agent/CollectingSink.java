package io.loggia.agent;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A store that keeps one event per origin, as the real one does, and insists that an event which
 * comes again is the same. Can be told to fail. Thread-safe.
 */
final class CollectingSink implements EventSink {
  /** As if the process had been killed. */
  static final class Killed extends Error {
    Killed() {
      super("killed", null, false, false);
    }
  }

  private final Map<Origin, Event> stored = new LinkedHashMap<>();
  private final List<Event> received = new ArrayList<>();
  private int refusals;
  private boolean killBefore;
  private boolean killAfter;
  private final Set<Origin> timeMayChange = new HashSet<>();

  @Override
  public synchronized void accept(Batch batch) {
    if (refusals > 0) {
      refusals--;
      batch.events().forEach(event -> event.set("message", "spoilt"));
      throw new IllegalStateException("refused");
    }
    if (killBefore) {
      throw new Killed();
    }
    for (Event event : batch.events()) {
      received.add(event);
      Event before = stored.putIfAbsent(Objects.requireNonNull(event.origin()), event);
      if (before != null && !isSame(before, event)) {
        throw new AssertionError(before + " came again as " + event);
      }
    }
    if (killAfter) {
      throw new Killed();
    }
  }

  private boolean isSame(Event before, Event event) {
    if (!timeMayChange.contains(before.origin())) {
      return before.fields().equals(event.fields());
    }
    return Objects.equals(before.get("message"), event.get("message"))
        && Objects.equals(before.get("log"), event.get("log"));
  }

  /** After a power cut the note of the time may be gone: of these lines, and of no others. */
  synchronized void timeMayChange(Predicate<Origin> lines) {
    stored.keySet().stream().filter(lines).forEach(timeMayChange::add);
  }

  synchronized void refuse(int batches) {
    refusals = batches;
  }

  /** Dies when the next batch comes, before or after it is stored. */
  synchronized void kill(boolean before) {
    killBefore = before;
    killAfter = !before;
  }

  synchronized void live() {
    killBefore = false;
    killAfter = false;
  }

  /** The distinct events, in the order in which they first came. */
  synchronized List<Event> events() {
    return List.copyOf(stored.values());
  }

  synchronized List<String> messages() {
    return stored.values().stream().map(event -> (String) event.get("message")).toList();
  }

  /** How many events came, the repeated ones included. */
  synchronized int received() {
    return received.size();
  }
}
