package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.plan.EventFields;
import io.loggia.pipeline.plan.Settings;
import io.loggia.pipeline.plan.TargetField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes fields, always in the same order, whatever the order in the file: coerce, rename, update,
 * replace, convert, gsub, uppercase, capitalize, lowercase, strip, split, join, merge, copy. What
 * fails ends the rest.
 */
final class MutateFilter implements Filter {
  private final List<Change> changes = new ArrayList<>();
  private final String tagOnFailure;

  /** One thing to do to an event. */
  private interface Change {
    void apply(Event event);
  }

  MutateFilter(Settings settings) {
    tagOnFailure = settings.text("tag_on_failure", "_mutate_error");
    coerce(settings);
    rename(settings);
    update(settings);
    replace(settings);
    convert(settings);
    changes.addAll(Substitution.of(settings).stream().map(s -> (Change) s::apply).toList());
    perText(settings, "uppercase", text -> text.toUpperCase(Locale.ROOT));
    perText(settings, "capitalize", RubyText::capitalize);
    perText(settings, "lowercase", text -> text.toLowerCase(Locale.ROOT));
    strip(settings);
    split(settings);
    join(settings);
    merge(settings);
    copy(settings);
  }

  @Override
  public Verdict filter(Event event) {
    try {
      for (Change change : changes) {
        change.apply(event);
      }
      return Verdict.MATCHED;
    } catch (IllegalArgumentException | IllegalStateException failed) {
      EventFields.tag(event, tagOnFailure);
      return Verdict.FAILED;
    }
  }

  private void coerce(Settings settings) {
    templates(settings, "coerce")
        .forEach(
            (field, value) ->
                changes.add(
                    event -> {
                      if (event.contains(field) && event.get(field) == null) {
                        EventFields.set(event, field, value.render(event));
                      }
                    }));
  }

  private void rename(Settings settings) {
    settings
        .textHash("rename")
        .forEach(
            (from, to) -> {
              TargetField source = settings.target("rename", from).orElse(null);
              TargetField target = settings.target("rename", to).orElse(null);
              if (source != null && target != null) {
                changes.add(event -> move(event, source, target));
              }
            });
  }

  private static void move(Event event, TargetField source, TargetField target) {
    FieldPath from = source.path(event).orElse(null);
    if (from != null && event.contains(from)) {
      FieldPath to =
          target
              .path(event)
              .orElseThrow(() -> new IllegalArgumentException("no field reference to rename to"));
      EventFields.set(event, to, event.remove(from));
    }
  }

  private void update(Settings settings) {
    templates(settings, "update")
        .forEach(
            (field, value) ->
                changes.add(
                    event -> {
                      if (event.contains(field)) {
                        EventFields.set(event, field, value.render(event));
                      }
                    }));
  }

  private void replace(Settings settings) {
    templates(settings, "replace")
        .forEach(
            (field, value) ->
                changes.add(event -> EventFields.set(event, field, value.render(event))));
  }

  private void convert(Settings settings) {
    fields(settings, "convert")
        .forEach(
            (field, type) -> {
              Conversion conversion = Conversion.NAMES.get(type);
              if (conversion == null) {
                settings.problem(
                    "convert",
                    "\"" + type + "\" is no type; use one of " + Conversion.NAMES.keySet());
              } else {
                changes.add(event -> convert(event, field, conversion));
              }
            });
  }

  private static void convert(Event event, FieldPath field, Conversion conversion) {
    Object value = event.get(field);
    if (value instanceof List<?> list) {
      List<@Nullable Object> converted = new ArrayList<>(list.size());
      list.forEach(element -> converted.add(element == null ? null : conversion.apply(element)));
      EventFields.set(event, field, converted);
    } else if (value != null && !(value instanceof Map)) {
      EventFields.set(event, field, conversion.apply(value));
    }
  }

  private void perText(Settings settings, String option, UnaryOperator<String> change) {
    for (FieldPath field : paths(settings, option)) {
      changes.add(
          event -> {
            Object value = event.get(field);
            if (value instanceof String text) {
              EventFields.set(event, field, change.apply(text));
            } else if (value instanceof List<?> list) {
              List<@Nullable Object> changed = new ArrayList<>(list.size());
              list.forEach(e -> changed.add(e instanceof String text ? change.apply(text) : e));
              EventFields.set(event, field, changed);
            }
          });
    }
  }

  private void strip(Settings settings) {
    for (FieldPath field : paths(settings, "strip")) {
      changes.add(
          event -> {
            Object value = event.get(field);
            if (value instanceof String text) {
              EventFields.set(event, field, RubyText.strip(text));
            } else if (value instanceof List<?> list) {
              List<@Nullable Object> stripped = new ArrayList<>(list.size());
              for (Object element : list) {
                if (!(element instanceof String text)) {
                  throw new IllegalArgumentException("cannot strip what is no text");
                }
                stripped.add(RubyText.strip(text));
              }
              EventFields.set(event, field, stripped);
            }
          });
    }
  }

  private void split(Settings settings) {
    fields(settings, "split")
        .forEach(
            (field, separator) ->
                changes.add(
                    event -> {
                      if (event.get(field) instanceof String text) {
                        EventFields.set(event, field, RubyText.split(text, separator));
                      }
                    }));
  }

  private void join(Settings settings) {
    fields(settings, "join")
        .forEach(
            (field, separator) ->
                changes.add(
                    event -> {
                      if (event.get(field) instanceof List<?> list) {
                        EventFields.set(event, field, RubyText.join(list, separator));
                      }
                    }));
  }

  private void merge(Settings settings) {
    settings
        .hash("merge")
        .forEach(
            (name, sources) -> {
              FieldPath target =
                  settings.checked("merge", () -> FieldPath.parse(name)).orElse(null);
              for (Object source : sources instanceof List<?> list ? list : List.of(sources)) {
                FieldPath added =
                    settings
                        .checked("merge", () -> FieldPath.parse(source.toString()))
                        .orElse(null);
                if (target != null && added != null) {
                  changes.add(event -> merge(event, target, added));
                }
              }
            });
  }

  /** Objects merge with objects, everything else as lists; the two kinds do not mix. */
  private static void merge(Event event, FieldPath target, FieldPath added) {
    Object to = event.get(target);
    Object from = event.get(added);
    if (to instanceof Map<?, ?> left && from instanceof Map<?, ?> right) {
      Map<String, @Nullable Object> merged = new LinkedHashMap<>();
      left.forEach((key, value) -> merged.put((String) key, value));
      right.forEach((key, value) -> merged.put((String) key, EventFields.copy(value)));
      EventFields.set(event, target, merged);
    } else if (!(to instanceof Map) && !(from instanceof Map)) {
      List<@Nullable Object> merged = EventFields.listOf(to);
      merged.addAll(EventFields.listOf(EventFields.copy(from)));
      EventFields.set(event, target, merged);
    }
  }

  private void copy(Settings settings) {
    fields(settings, "copy")
        .forEach(
            (source, name) ->
                settings
                    .checked("copy", () -> FieldPath.parse(name))
                    .ifPresent(
                        target ->
                            changes.add(
                                event -> {
                                  Object value = event.get(source);
                                  if (value != null) {
                                    EventFields.set(event, target, EventFields.copy(value));
                                  }
                                })));
  }

  private static List<FieldPath> paths(Settings settings, String option) {
    return settings.texts(option, List.of()).stream()
        .flatMap(name -> settings.checked(option, () -> FieldPath.parse(name)).stream())
        .toList();
  }

  private static Map<FieldPath, String> fields(Settings settings, String option) {
    Map<FieldPath, String> fields = new LinkedHashMap<>();
    settings
        .textHash(option)
        .forEach(
            (name, value) ->
                settings
                    .checked(option, () -> FieldPath.parse(name))
                    .ifPresent(field -> fields.put(field, value)));
    return fields;
  }

  private static Map<FieldPath, Template> templates(Settings settings, String option) {
    Map<FieldPath, Template> templates = new LinkedHashMap<>();
    fields(settings, option)
        .forEach(
            (field, text) ->
                settings.template(option, text).ifPresent(t -> templates.put(field, t)));
    return templates;
  }
}
