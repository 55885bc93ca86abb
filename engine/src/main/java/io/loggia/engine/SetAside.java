package io.loggia.engine;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.rest.RestStatus;

/**
 * Changes a document that the mapping refuses so that it is stored all the same. The field that the
 * store names moves, as text, to {@code loggia.set_aside} with the reason; where no field is named
 * or several attempts have failed, the whole event becomes the text of such an entry; and where
 * even that is refused, because the index itself is at fault, the document goes to {@link
 * #MISFITS}.
 */
final class SetAside {
  static final String MISFITS = "logs-misfits";
  private static final FieldPath ENTRIES = FieldPath.of("loggia", "set_aside");
  private static final String WHOLE = "*";
  private static final int ATTEMPTS_BY_FIELD = 16;
  private static final int LONGEST_REASON = 500;
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]\\[]+)]");

  private SetAside() {}

  /** Whether a failure is the document's (or its index's) own and would come again unchanged. */
  static boolean isRefused(BulkItemResponse.Failure failure) {
    return failure.getStatus() == RestStatus.BAD_REQUEST
        || failure.getStatus() == RestStatus.REQUEST_ENTITY_TOO_LARGE
        || failure.getStatus() == RestStatus.NOT_FOUND;
  }

  static Document change(Document document, BulkItemResponse.Failure failure) {
    Event event = document.event();
    String reason = reason(failure.getCause());
    if (document.index().equals(MISFITS)) {
      return document.unchanged();
    }
    if (isWhole(event) || failure.getStatus() == RestStatus.NOT_FOUND) {
      return document.with(isWhole(event) ? event : whole(event, reason), MISFITS);
    }
    FieldPath field = document.attempts() < ATTEMPTS_BY_FIELD ? field(event, reason) : null;
    if (field == null) {
      return document.with(whole(event, reason), document.index());
    }
    Event changed = event.copy();
    Object value = changed.remove(field);
    add(changed, String.join(".", field.segments()), text(value), reason);
    return document.with(changed, document.index());
  }

  private static boolean isWhole(Event event) {
    return WHOLE.equals(event.get(FieldPath.of("loggia", "set_aside", "0", "field")));
  }

  /** The field of the event that the reason names first; null when it names none. */
  private static @Nullable FieldPath field(Event event, String reason) {
    Matcher matcher = BRACKETED.matcher(reason);
    while (matcher.find()) {
      FieldPath path = path(event.fields(), matcher.group(1), List.of());
      boolean own = path != null && path.segments().getFirst().equals("loggia");
      if (path != null && !own && !path.segments().equals(List.of(Event.TIMESTAMP))) {
        return path;
      }
    }
    return null;
  }

  /** Finds a dotted name in the tree, where keys may hold dots themselves. */
  private static @Nullable FieldPath path(Map<?, ?> map, String name, List<String> above) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = (String) entry.getKey();
      List<String> here = new ArrayList<>(above);
      here.add(key);
      if (name.equals(key)) {
        return new FieldPath(here);
      }
      if (name.startsWith(key + ".")) {
        FieldPath below =
            entry.getValue() instanceof Map<?, ?> child
                ? path(child, name.substring(key.length() + 1), here)
                : null;
        return below != null ? below : new FieldPath(here);
      }
    }
    return null;
  }

  /** The document with only the beginning of its JSON, as text of so many bytes. */
  static Document asText(Document document, long bytes) {
    String reason = "larger than the store takes: " + document.source().length() + " bytes";
    String text = document.source().utf8ToString();
    Event shorter = bare(document.event());
    add(shorter, WHOLE, text.substring(0, Shortening.fitting(text, bytes)), reason);
    shorter.addTag(Shortening.TAG);
    return new Document(
        shorter,
        document.index(),
        document.id(),
        new BytesArray(EventJson.bytes(shorter)),
        document.attempts(),
        false);
  }

  private static Event whole(Event event, String reason) {
    Event whole = bare(event);
    add(whole, WHOLE, EventJson.string(event), reason);
    return whole;
  }

  /** Only the event's time and origin. */
  private static Event bare(Event event) {
    Event whole =
        event.timestamp() == null ? new Event(new LinkedHashMap<>()) : new Event(event.timestamp());
    if (event.origin() != null) {
      whole.origin(event.origin());
    }
    return whole;
  }

  private static void add(Event event, String field, String value, String reason) {
    List<@Nullable Object> entries = new ArrayList<>();
    if (event.get(ENTRIES) instanceof List<?> list) {
      entries.addAll(list);
    }
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("field", field);
    entry.put("value", value);
    entry.put("reason", reason);
    entries.add(entry);
    event.set(ENTRIES, entries);
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : EventJson.valueString(value);
  }

  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
    Throwable root = ExceptionsHelper.unwrapCause(failure);
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      reason.append("; ").append(cause.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      reason.append(": ").append(cause.getMessage());
    }
    return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }
}
