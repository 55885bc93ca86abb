package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.FieldPath;
import io.loggia.event.Timestamps;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.plan.EventFields;
import io.loggia.pipeline.plan.Settings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON from a field into the event's root or into a target. */
final class JsonFilter implements Filter {
  private static final String TIMESTAMP_FAILURE_TAG = "_timestampparsefailure";
  private static final String TIMESTAMP_FAILURE_FIELD = "_@timestamp";

  private final FieldPath source;
  private final @Nullable FieldPath target;
  private final List<String> tagsOnFailure;
  private final boolean skipInvalid;
  private final InstantSource clock;

  JsonFilter(Settings settings) {
    if (!settings.has("source")) {
      settings.problem("source", "is required: the field that holds the JSON");
    }
    source = settings.field("source").orElse(FieldPath.of(Event.MESSAGE));
    target = settings.field("target").orElse(null);
    tagsOnFailure = settings.texts("tag_on_failure", List.of("_jsonparsefailure"));
    skipInvalid = settings.flag("skip_on_invalid_json", false);
    clock = settings.options().clock();
  }

  @Override
  public Verdict filter(Event event) {
    Object value = event.get(source);
    if (value == null || Boolean.FALSE.equals(value)) {
      return Verdict.UNMATCHED;
    }
    Object parsed;
    try {
      if (!(value instanceof String text)) {
        return skipInvalid ? Verdict.UNMATCHED : fail(event);
      }
      parsed = text.isBlank() ? null : EventJson.parse(text);
    } catch (IOException notJson) {
      return skipInvalid ? Verdict.UNMATCHED : fail(event);
    }
    try {
      if (target != null) {
        EventFields.set(event, target, parsed);
        return Verdict.MATCHED;
      }
      if (!(parsed instanceof Map<?, ?> map)) {
        return fail(event);
      }
      merge(event, map);
      return Verdict.MATCHED;
    } catch (IllegalArgumentException nameOrValueThatNoEventHas) {
      return fail(event);
    }
  }

  private void merge(Event event, Map<?, ?> parsed) {
    for (Map.Entry<?, ?> entry : parsed.entrySet()) {
      String name = (String) entry.getKey();
      if (!name.equals(Event.TIMESTAMP)) {
        EventFields.set(event, path(name), entry.getValue());
      }
    }
    Object time = parsed.get(Event.TIMESTAMP);
    if (time != null && !Boolean.FALSE.equals(time)) {
      time(event, time);
    }
  }

  /** A name with brackets is a field reference, as it is everywhere that Logstash sets a field. */
  private static FieldPath path(String name) {
    return name.indexOf('[') < 0 && name.indexOf(']') < 0
        ? FieldPath.of(name)
        : FieldPath.parse(name);
  }

  private void time(Event event, Object time) {
    Instant instant = time instanceof String text ? Timestamps.parse(text).orElse(null) : null;
    if (instant != null) {
      event.timestamp(instant);
      return;
    }
    event.timestamp(clock.instant());
    EventFields.tag(event, TIMESTAMP_FAILURE_TAG);
    event.set(TIMESTAMP_FAILURE_FIELD, Template.text(time));
  }

  private Verdict fail(Event event) {
    tagsOnFailure.forEach(tag -> EventFields.tag(event, tag));
    return Verdict.FAILED;
  }
}
