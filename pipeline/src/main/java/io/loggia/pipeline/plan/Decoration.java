package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The common options of a filter, applied where it succeeded: add_field, remove_field, add_tag,
 * remove_tag, in this order.
 */
final class Decoration {
  private final List<Addition> addFields = new ArrayList<>();
  private final List<TargetField> removeFields = new ArrayList<>();
  private final List<Template> addTags;
  private final List<Template> removeTags;

  private record Addition(TargetField field, List<Template> values) {}

  Decoration(Settings settings) {
    settings
        .hash("add_field")
        .forEach(
            (name, value) -> {
              List<Template> values = new ArrayList<>();
              for (Object element : value instanceof List<?> list ? list : List.of(value)) {
                settings.template("add_field", element.toString()).ifPresent(values::add);
              }
              settings
                  .target("add_field", name)
                  .ifPresent(field -> addFields.add(new Addition(field, values)));
            });
    for (String name : settings.texts("remove_field", List.of())) {
      settings.target("remove_field", name).ifPresent(removeFields::add);
    }
    addTags = settings.templates("add_tag", List.of());
    removeTags = settings.templates("remove_tag", List.of());
  }

  void apply(Event event) {
    for (Addition addition : addFields) {
      FieldPath path = addition.field().path(event).orElse(null);
      if (path != null) {
        addition.values().forEach(value -> add(event, path, value.render(event)));
      }
    }
    for (TargetField field : removeFields) {
      field.path(event).ifPresent(event::remove);
    }
    addTags.forEach(tag -> event.addTag(tag.render(event)));
    if (!removeTags.isEmpty()) {
      removeTags(event);
    }
  }

  private static void add(Event event, FieldPath path, String value) {
    if (event.contains(path)) {
      List<@Nullable Object> all = EventFields.listOf(event.get(path));
      all.add(value);
      EventFields.set(event, path, all);
    } else {
      EventFields.set(event, path, value);
    }
  }

  private void removeTags(Event event) {
    Object tags = event.get(Event.TAGS);
    if (tags != null) {
      List<@Nullable Object> left = EventFields.listOf(tags);
      removeTags.forEach(tag -> left.removeAll(List.of(tag.render(event))));
      event.set(Event.TAGS, left);
    }
  }
}
