package io.loggia.event;

import java.util.List;

/**
 * Events that travel, are acknowledged and are replayed together. The list belongs to the receiver
 * once handed over; the events in it are mutable.
 */
public record Batch(List<Event> events) {
  public static Batch of(Event... events) {
    return new Batch(List.of(events));
  }

  public int size() {
    return events.size();
  }

  public boolean isEmpty() {
    return events.isEmpty();
  }
}
