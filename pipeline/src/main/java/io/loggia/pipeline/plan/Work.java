package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import java.util.ArrayList;
import java.util.List;

/** A batch on its way through the steps: its events, and which of them were dropped. */
public final class Work {
  private final Event[] events;
  private final boolean[] dropped;

  public Work(List<Event> events) {
    this.events = events.toArray(Event[]::new);
    this.dropped = new boolean[this.events.length];
  }

  Event event(int place) {
    return events[place];
  }

  boolean isDropped(int place) {
    return dropped[place];
  }

  void drop(int place) {
    dropped[place] = true;
  }

  /** All places. */
  public Selection all() {
    Selection all = new Selection(events.length);
    for (int i = 0; i < events.length; i++) {
      all.add(i);
    }
    return all;
  }

  /** The events that were not dropped, in order. */
  public List<Event> survivors() {
    List<Event> survivors = new ArrayList<>(events.length);
    for (int i = 0; i < events.length; i++) {
      if (!dropped[i]) {
        survivors.add(events[i]);
      }
    }
    return survivors;
  }

  /** Places in a batch, in order: the events that a branch has to do with. */
  public static final class Selection {
    private final int[] places;
    private int size;

    Selection(int capacity) {
      places = new int[capacity];
    }

    void add(int place) {
      places[size++] = place;
    }

    int size() {
      return size;
    }

    int place(int index) {
      return places[index];
    }
  }
}
