package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.grok.RubyRegex;
import io.loggia.pipeline.plan.EventFields;
import io.loggia.pipeline.plan.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes {@code key=value} pairs out of text. */
final class KvFilter implements Filter {
  private static final int DEEPEST = 50;

  private final FieldPath source;
  private final @Nullable FieldPath target;
  private final KvSyntax syntax;
  private final UnaryOperator<String> key;
  private final UnaryOperator<String> value;
  private final Template prefix;
  private final List<Template> includeKeys;
  private final List<Template> excludeKeys;
  private final Map<String, Object> defaultKeys;
  private final boolean duplicates;
  private final boolean emptyValues;
  private final boolean recursive;
  private final List<String> tagsOnFailure;
  private final String tagOnTimeout;

  KvFilter(Settings settings) {
    source = settings.field("source").orElse(FieldPath.of(Event.MESSAGE));
    target = settings.field("target").orElse(null);
    syntax = KvSyntax.of(settings);
    key = change(settings, "key");
    value = change(settings, "value");
    prefix = settings.template("prefix").orElse(Template.literal(""));
    includeKeys = settings.templates("include_keys", List.of());
    excludeKeys = settings.templates("exclude_keys", List.of());
    defaultKeys = settings.hash("default_keys");
    duplicates = settings.flag("allow_duplicate_values", true);
    emptyValues = settings.flag("allow_empty_values", false);
    recursive = settings.flag("recursive", false);
    tagsOnFailure = settings.texts("tag_on_failure", List.of("_kv_filter_error"));
    tagOnTimeout = settings.text("tag_on_timeout", "_kv_filter_timeout");
    Ecs.of(settings);
  }

  /** trim_, remove_char_ and transform_ for keys or for values, in this order. */
  private static UnaryOperator<String> change(Settings settings, String what) {
    List<UnaryOperator<String>> changes = new ArrayList<>();
    settings
        .text("trim_" + what)
        .flatMap(
            chars ->
                settings.checked(
                    "trim_" + what, () -> RubyRegex.compile("^[" + chars + "]+|[" + chars + "]+$")))
        .ifPresent(regex -> changes.add(text -> regex.replaceAll(text, "")));
    settings
        .text("remove_char_" + what)
        .flatMap(
            chars ->
                settings.checked("remove_char_" + what, () -> RubyRegex.compile("[" + chars + "]")))
        .ifPresent(regex -> changes.add(text -> regex.replaceAll(text, "")));
    switch (settings.choice(
        "transform_" + what, "none", "none", "lowercase", "uppercase", "capitalize")) {
      case "lowercase" -> changes.add(text -> text.toLowerCase(Locale.ROOT));
      case "uppercase" -> changes.add(text -> text.toUpperCase(Locale.ROOT));
      case "capitalize" -> changes.add(RubyText::capitalize);
      default -> {}
    }
    return text -> {
      String changed = text;
      for (UnaryOperator<String> change : changes) {
        changed = change.apply(changed);
      }
      return changed;
    };
  }

  @Override
  public Verdict filter(Event event) {
    try {
      Map<String, @Nullable Object> found = new LinkedHashMap<>();
      Object text = event.get(source);
      for (Object element : EventFields.listOf(text)) {
        if (element instanceof String line) {
          parse(line, event, found, 0);
        } else if (text instanceof List) {
          throw new IllegalArgumentException("no text: " + element);
        }
      }
      return merge(event, found);
    } catch (RubyRegex.LateException late) {
      EventFields.tag(event, tagOnTimeout);
      return Verdict.FAILED;
    } catch (IllegalArgumentException failed) {
      tagsOnFailure.forEach(tag -> EventFields.tag(event, tag));
      return Verdict.FAILED;
    }
  }

  private Verdict merge(Event event, Map<String, @Nullable Object> found) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    defaultKeys.forEach((name, value) -> all.put(name, EventFields.copy(value)));
    all.putAll(found);
    if (all.isEmpty()) {
      return Verdict.UNMATCHED;
    }
    if (target != null) {
      EventFields.set(event, target, all);
    } else {
      all.forEach((name, element) -> EventFields.set(event, FieldPath.parse(name), element));
    }
    return Verdict.MATCHED;
  }

  private void parse(String text, Event event, Map<String, @Nullable Object> found, int depth) {
    if (depth > DEEPEST || !syntax.hasPair(text)) {
      return;
    }
    List<String> included = includeKeys.stream().map(name -> name.render(event)).toList();
    List<String> excluded = excludeKeys.stream().map(name -> name.render(event)).toList();
    for (KvSyntax.Pair pair : syntax.pairs(text)) {
      if (pair.value().isEmpty() && !emptyValues) {
        continue;
      }
      String name = key.apply(pair.key());
      if ((!included.isEmpty() && !included.contains(name)) || excluded.contains(name)) {
        continue;
      }
      name = prefix.render(event) + name;
      String element = value.apply(pair.value());
      if (duplicates || !holds(found.get(name), element)) {
        add(found, name, nested(element, event, depth));
      }
    }
  }

  /** As Ruby's include?: part of a text, or element of a list. */
  private static boolean holds(@Nullable Object existing, String value) {
    return switch (existing) {
      case String text -> text.contains(value);
      case List<?> list -> list.contains(value);
      case Map<?, ?> map -> map.containsKey(value);
      case null, default -> false;
    };
  }

  private Object nested(String value, Event event, int depth) {
    if (recursive) {
      Map<String, @Nullable Object> inner = new LinkedHashMap<>();
      parse(value, event, inner, depth + 1);
      if (!inner.isEmpty()) {
        return inner;
      }
    }
    return value;
  }

  private static void add(Map<String, @Nullable Object> found, String name, Object value) {
    Object existing = found.get(name);
    if (existing == null) {
      found.put(name, value);
    } else {
      List<@Nullable Object> all = EventFields.listOf(existing);
      all.add(value);
      found.put(name, all);
    }
  }
}
