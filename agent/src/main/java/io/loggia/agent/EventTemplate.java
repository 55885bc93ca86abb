package io.loggia.agent;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the events of one file have in common. */
final class EventTemplate {
  /** Room for the usual six fields without growing. */
  private static final int CAPACITY = 6;

  private static final List<String> TRUNCATED = List.of("truncated");

  private final long source;
  private final Map<String, @Nullable Object> host;
  private final Map<String, @Nullable Object> file;
  private final Map<String, Object> extra;

  EventTemplate(long source, String path, FileInput input, String hostName) {
    this.source = source;
    this.host = Event.shared(Map.of("name", hostName));
    this.file = Event.shared(Map.of("path", path));
    this.extra = extra(input);
  }

  private static Map<String, Object> extra(FileInput input) {
    Map<String, Object> extra = new LinkedHashMap<>();
    if (!input.tags().isEmpty()) {
      extra.put(Event.TAGS, input.tags());
    }
    if (!input.fieldsUnderRoot() && !input.fields().isEmpty()) {
      extra.put("fields", share(input.fields()));
    } else {
      input.fields().forEach((name, value) -> extra.put(name, share(value)));
    }
    return extra;
  }

  private static Object share(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> shared = new LinkedHashMap<>();
    map.forEach((name, inner) -> shared.put(String.valueOf(name), share(inner)));
    return Event.shared(shared);
  }

  Event event(Instant readAt, String line, long offset, boolean truncated) {
    Map<String, @Nullable Object> log = LinkedHashMap.newLinkedHashMap(3);
    log.put("file", file);
    log.put("offset", offset);
    if (truncated) {
      log.put("flags", TRUNCATED);
    }
    Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(CAPACITY);
    fields.put(Event.TIMESTAMP, readAt);
    fields.put(Event.MESSAGE, line);
    fields.put("log", log);
    fields.put("host", host);
    if (!extra.isEmpty()) {
      fields.putAll(extra);
    }
    Event event = new Event(fields);
    event.origin(new Origin(source, offset));
    return event;
  }
}
