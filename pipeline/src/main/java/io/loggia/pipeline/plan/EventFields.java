package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writing to an event by Logstash's rules for the three fields that have some. */
public final class EventFields {
  private static final String TAGS_FAILURE = "_tagsparsefailure";

  private EventFields() {}

  /** Whether {@link #set} treats the field as any other. */
  public static boolean isOrdinary(FieldPath path) {
    return path.segments().size() > 1
        || switch (path.segments().getFirst()) {
          case Event.TIMESTAMP, Event.METADATA, Event.TAGS -> false;
          default -> true;
        };
  }

  /**
   * Sets a field. Tags that are no texts go to {@code _tags}; metadata is replaced as a whole.
   *
   * @throws IllegalArgumentException when something other than a time is to be the event's time
   */
  public static void set(Event event, FieldPath path, @Nullable Object value) {
    if (isOrdinary(path)) {
      event.set(path, value);
      return;
    }
    switch (path.segments().getFirst()) {
      case Event.TIMESTAMP -> {
        if (!(value instanceof Instant)) {
          throw new IllegalArgumentException("@timestamp can only be a time");
        }
        event.set(path, value);
      }
      case Event.METADATA -> {
        if (!(value instanceof Map<?, ?> map)) {
          throw new IllegalArgumentException("@metadata can only be an object");
        }
        event.metadata().clear();
        map.forEach((key, element) -> event.metadata().put((String) key, element));
      }
      default -> tags(event, value);
    }
  }

  /** Adds a tag unless the event has it. */
  public static void tag(Event event, String tag) {
    if (!event.hasTag(tag)) {
      event.addTag(tag);
    }
  }

  /**
   * The field's value as a list: itself, a list of it alone, or an empty one. Always a fresh list.
   */
  public static List<@Nullable Object> listOf(@Nullable Object value) {
    List<@Nullable Object> list = new ArrayList<>();
    if (value instanceof List<?> values) {
      list.addAll(values);
    } else if (value != null) {
      list.add(value);
    }
    return list;
  }

  /** A copy that shares nothing that can be changed. */
  public static @Nullable Object copy(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, element) -> copy.put((String) key, copy(element)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(copy(element)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  private static void tags(Event event, @Nullable Object value) {
    boolean texts =
        value == null
            || value instanceof String
            || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
    if (texts) {
      event.set(Event.TAGS, value);
    } else {
      event.set("_tags", value);
      event.fields().remove(Event.TAGS);
      event.addTag(TAGS_FAILURE);
    }
  }
}
