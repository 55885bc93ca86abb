package io.loggia.codec;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object is one event, as for Logstash's json codec: {@code @timestamp} becomes the time,
 * {@code @metadata} the metadata, the rest the fields. Anything else becomes the {@code message}.
 */
public final class JsonEventDecoder implements EventDecoder {
  private static final String UNPARSED_TIMESTAMP = "_@timestamp";

  private final InstantSource clock;
  private final Consumer<Flaw> flaws;

  /**
   * @param flaws told of each flaw of each event, to be counted
   */
  public JsonEventDecoder(InstantSource clock, Consumer<Flaw> flaws) {
    this.clock = clock;
    this.flaws = flaws;
  }

  @Override
  public Event decode(byte[] bytes, int offset, int length) {
    return tryDecode(bytes, offset, length).orElseGet(() -> noJson(bytes, offset, length));
  }

  /** As {@link #decode}, empty when the bytes are no JSON object. */
  public Optional<Event> tryDecode(byte[] bytes, int offset, int length) {
    try {
      return object(EventJson.parse(bytes, offset, length)).map(this::event);
    } catch (IOException noJsonOrNoUtf8) {
      return tryDecodeReplaced(bytes, offset, length);
    }
  }

  /** The event over parsed fields, which it takes over. */
  public Event event(Map<String, @Nullable Object> fields) {
    Object metadata = fields.remove(Event.METADATA);
    Object time = fields.get(Event.TIMESTAMP);
    Event event = new Event(fields);
    object(metadata).ifPresent(event.metadata()::putAll);
    Optional<Instant> instant =
        time instanceof String text ? Timestamps.parse(text) : Optional.empty();
    event.timestamp(instant.orElseGet(clock::instant));
    if (time != null && instant.isEmpty()) {
      event.set(UNPARSED_TIMESTAMP, time);
      mark(event, Flaw.NO_TIMESTAMP);
    }
    return event;
  }

  private Optional<Event> tryDecodeReplaced(byte[] bytes, int offset, int length) {
    String text = Text.decode(bytes, offset, length);
    if (!Text.isMalformed(text, bytes, offset, length)) {
      return Optional.empty();
    }
    try {
      Optional<Event> event = object(EventJson.parse(text)).map(this::event);
      event.ifPresent(e -> mark(e, Flaw.INVALID_UTF8));
      return event;
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private Event noJson(byte[] bytes, int offset, int length) {
    Event event = new PlainLineDecoder(clock, flaws).decode(bytes, offset, length);
    mark(event, Flaw.NO_JSON);
    return event;
  }

  /** Tags the event and has the flaw counted. */
  public void mark(Event event, Flaw flaw) {
    event.addTag(flaw.tag());
    flaws.accept(flaw);
  }

  @SuppressWarnings("unchecked") // parsed objects have string keys
  private static Optional<Map<String, @Nullable Object>> object(@Nullable Object value) {
    return value instanceof LinkedHashMap<?, ?> map
        ? Optional.of((Map<String, @Nullable Object>) map)
        : Optional.empty();
  }
}
