package io.loggia.input;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the options that every Logstash input has do to an event.
 *
 * @param type becomes the {@code type} of an event that has none
 * @param tags are appended
 * @param addField are set; a field that is there becomes a list with the new value at its end
 */
public record Decoration(Optional<String> type, List<String> tags, Map<FieldPath, Object> addField)
    implements Consumer<Event> {
  public static final Decoration NONE = new Decoration(Optional.empty(), List.of(), Map.of());

  public Decoration {
    tags = List.copyOf(tags);
    addField = new LinkedHashMap<>(addField);
  }

  @Override
  public void accept(Event event) {
    type.ifPresent(value -> event.fields().putIfAbsent("type", value));
    tags.forEach(event::addTag);
    addField.forEach((path, value) -> add(event, path, value));
  }

  private static void add(Event event, FieldPath path, Object value) {
    if (!event.contains(path)) {
      event.set(path, value);
      return;
    }
    Object present = event.get(path);
    List<@Nullable Object> all = new ArrayList<>();
    if (present instanceof List<?> list) {
      all.addAll(list);
    } else {
      all.add(present);
    }
    all.add(value);
    event.set(path, all);
  }
}
