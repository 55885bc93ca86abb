package io.loggia.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event: an ordered tree of fields with a time, an origin, and metadata that is never stored.
 *
 * <p>A value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link
 * java.math.BigInteger}, {@link java.math.BigDecimal}, {@link Instant}, null, a {@code List} of
 * values or a {@code Map} from names to values. Maps that many events have in common (the host, the
 * agent) are shared through {@link #shared} and copied when one event changes them, so reach nested
 * values through {@link FieldPath} and never write into a map that was read from an event.
 *
 * <p>Not thread-safe: an event is owned by one thread at a time.
 */
public final class Event {
  public static final String TIMESTAMP = "@timestamp";
  public static final String METADATA = "@metadata";
  public static final String MESSAGE = "message";
  public static final String TAGS = "tags";

  private final Map<String, @Nullable Object> fields;
  private @Nullable Map<String, @Nullable Object> metadata;
  private @Nullable Origin origin;

  /** An event with only its time. */
  public Event(Instant timestamp) {
    this.fields = new LinkedHashMap<>(16);
    fields.put(TIMESTAMP, timestamp);
  }

  /**
   * An event over these fields, which it takes over: mutable, ordered, with an {@link Instant}
   * under {@code @timestamp} if that is there at all.
   */
  public Event(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /** A map that many events may hold at once; each event that changes it changes its own copy. */
  public static Map<String, @Nullable Object> shared(Map<String, ?> values) {
    return new SharedFields(values);
  }

  /** Whether the map was made by {@link #shared}, so that one copy of it serves many events. */
  public static boolean isShared(Map<?, ?> map) {
    return map instanceof SharedFields;
  }

  /** The live top-level fields, in order, without the metadata. */
  public Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** The live metadata; travels with the event, is seen by the pipeline and is never stored. */
  public Map<String, @Nullable Object> metadata() {
    if (metadata == null) {
      metadata = new LinkedHashMap<>();
    }
    return metadata;
  }

  public boolean hasMetadata() {
    return metadata != null && !metadata.isEmpty();
  }

  /** The event's time, or null where a filter removed it or set something else in its place. */
  public @Nullable Instant timestamp() {
    return fields.get(TIMESTAMP) instanceof Instant instant ? instant : null;
  }

  public void timestamp(Instant timestamp) {
    fields.put(TIMESTAMP, timestamp);
  }

  /** Where the event came from; null until an input or the buffer says so. */
  public @Nullable Origin origin() {
    return origin;
  }

  /** Sets where the event came from. An origin never changes. */
  public void origin(Origin origin) {
    if (this.origin != null && !this.origin.equals(origin)) {
      throw new IllegalStateException("the event has an origin already: " + this.origin);
    }
    this.origin = origin;
  }

  public @Nullable Object get(String topLevelField) {
    return fields.get(topLevelField);
  }

  public void set(String topLevelField, @Nullable Object value) {
    fields.put(topLevelField, value);
  }

  /** The value at the path, or null when nothing or null is there. */
  public @Nullable Object get(FieldPath path) {
    List<String> segments = path.segments();
    Object value = path.isMetadata() ? metadata : fields.get(segments.getFirst());
    for (int i = 1; i < segments.size() && value != null; i++) {
      value = child(value, segments.get(i));
    }
    return value;
  }

  /** Whether the path leads to a value, a null included. */
  public boolean contains(FieldPath path) {
    List<String> segments = path.segments();
    Object parent = path.isMetadata() && segments.size() > 1 ? metadata : fields;
    for (int i = path.isMetadata() ? 1 : 0; i < segments.size() - 1; i++) {
      parent = parent == null ? null : child(parent, segments.get(i));
    }
    String last = segments.getLast();
    return switch (parent) {
      case Map<?, ?> map -> map.containsKey(last);
      case List<?> list -> index(list, last) >= 0;
      case null, default -> false;
    };
  }

  /**
   * Sets the value at the path and makes the maps on the way; a value that is in the way of such a
   * map is replaced.
   */
  public void set(FieldPath path, @Nullable Object value) {
    List<String> segments = path.segments();
    if (segments.size() == 1) {
      fields.put(segments.getFirst(), value);
      return;
    }
    Map<String, @Nullable Object> parent = path.isMetadata() ? metadata() : fields;
    for (int i = path.isMetadata() ? 1 : 0; i < segments.size() - 1; i++) {
      Object child = parent.get(segments.get(i));
      if (child instanceof List<?> list && i == segments.size() - 2) {
        setElement(parent, segments.get(i), list, segments.getLast(), value);
        return;
      }
      parent = ownMap(parent, segments.get(i), child);
    }
    parent.put(segments.getLast(), value);
  }

  /** Removes what is at the path and returns it; null when nothing was there. */
  public @Nullable Object remove(FieldPath path) {
    List<String> segments = path.segments();
    if (segments.size() == 1) {
      if (path.isMetadata()) {
        Object all = metadata;
        metadata = null;
        return all;
      }
      return fields.remove(segments.getFirst());
    }
    if (!contains(path)) {
      return null;
    }
    Map<String, @Nullable Object> parent = path.isMetadata() ? metadata() : fields;
    for (int i = path.isMetadata() ? 1 : 0; i < segments.size() - 1; i++) {
      Object child = parent.get(segments.get(i));
      if (child instanceof List<?> list) {
        return removeElement(parent, segments.get(i), list, segments.getLast());
      }
      parent = ownMap(parent, segments.get(i), child);
    }
    return parent.remove(segments.getLast());
  }

  /** Appends a tag, also when it is there already, as Logstash does. */
  public void addTag(String tag) {
    Object tags = fields.get(TAGS);
    List<@Nullable Object> all = new ArrayList<>();
    if (tags instanceof List<?> list) {
      all.addAll(list);
    } else if (tags != null) {
      all.add(tags);
    }
    all.add(tag);
    fields.put(TAGS, all);
  }

  public boolean hasTag(String tag) {
    Object tags = fields.get(TAGS);
    return tags instanceof List<?> list ? list.contains(tag) : tag.equals(tags);
  }

  /** A deep copy with the same origin. */
  public Event copy() {
    Event copy = new Event(copyMap(fields));
    copy.metadata = metadata == null ? null : copyMap(metadata);
    copy.origin = origin;
    return copy;
  }

  @Override
  public String toString() {
    return fields.toString();
  }

  private static @Nullable Object child(Object parent, String name) {
    return switch (parent) {
      case Map<?, ?> map -> map.get(name);
      case List<?> list -> {
        int index = index(list, name);
        yield index < 0 ? null : list.get(index);
      }
      default -> null;
    };
  }

  /** The index that a segment such as 0 or -1 names in the list, or -1 for none. */
  private static int index(List<?> list, String segment) {
    if (segment.isEmpty() || segment.length() > 9) {
      return -1;
    }
    for (int i = segment.charAt(0) == '-' ? 1 : 0; i < segment.length(); i++) {
      if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
        return -1;
      }
    }
    if (segment.equals("-")) {
      return -1;
    }
    int index = Integer.parseInt(segment);
    index = index < 0 ? index + list.size() : index;
    return index < list.size() ? index : -1;
  }

  /** The map under a name as this event's own: made where there is none, copied where shared. */
  @SuppressWarnings("unchecked") // maps inside events have string keys
  private static Map<String, @Nullable Object> ownMap(
      Map<String, @Nullable Object> parent, String name, @Nullable Object child) {
    if (child instanceof Map<?, ?> map && !(child instanceof SharedFields)) {
      return (Map<String, @Nullable Object>) map;
    }
    Map<String, @Nullable Object> own =
        child instanceof SharedFields shared ? new LinkedHashMap<>(shared) : new LinkedHashMap<>();
    parent.put(name, own);
    return own;
  }

  private static void setElement(
      Map<String, @Nullable Object> parent,
      String name,
      List<?> list,
      String segment,
      @Nullable Object value) {
    List<@Nullable Object> copy = new ArrayList<>(list);
    int index = index(list, segment);
    if (index >= 0) {
      copy.set(index, value);
    } else {
      copy.add(value);
    }
    parent.put(name, copy);
  }

  private static @Nullable Object removeElement(
      Map<String, @Nullable Object> parent, String name, List<?> list, String segment) {
    int index = index(list, segment);
    if (index < 0) {
      return null;
    }
    List<@Nullable Object> copy = new ArrayList<>(list);
    Object removed = copy.remove(index);
    parent.put(name, copy);
    return removed;
  }

  private static Map<String, @Nullable Object> copyMap(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> copy.put((String) key, copyValue(value)));
    return copy;
  }

  private static @Nullable Object copyValue(@Nullable Object value) {
    return switch (value) {
      case SharedFields shared -> shared;
      case Map<?, ?> map -> copyMap(map);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(copyValue(element)));
        yield copy;
      }
      case null, default -> value;
    };
  }

  /** Marks a map as held by several events. Never written after it is made. */
  private static final class SharedFields extends LinkedHashMap<String, @Nullable Object> {
    SharedFields(Map<String, ?> values) {
      super(values);
    }
  }
}
