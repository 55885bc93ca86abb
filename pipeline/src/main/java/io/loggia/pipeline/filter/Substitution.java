package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.grok.RubyRegex;
import io.loggia.pipeline.plan.EventFields;
import io.loggia.pipeline.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One triple of mutate's gsub.
 *
 * @param regex null where the pattern refers to the event, and is compiled for each
 */
record Substitution(
    FieldPath field, @Nullable RubyRegex regex, Template pattern, Template replacement) {

  static List<Substitution> of(Settings settings) {
    List<String> texts = settings.texts("gsub", List.of());
    if (texts.size() % 3 != 0) {
      settings.problem("gsub", "takes threes: a field, a regular expression, a replacement");
    }
    List<Substitution> all = new ArrayList<>();
    for (int i = 0; i + 2 < texts.size(); i += 3) {
      String name = texts.get(i);
      String pattern = texts.get(i + 1);
      String replacement = texts.get(i + 2);
      settings
          .checked(
              "gsub",
              () -> {
                Template parsed = Template.parse(pattern, settings.options().clock());
                return new Substitution(
                    FieldPath.parse(name),
                    parsed.isConstant() ? RubyRegex.compile(pattern) : null,
                    parsed,
                    Template.parse(replacement, settings.options().clock()));
              })
          .ifPresent(all::add);
    }
    return all;
  }

  void apply(Event event) {
    Object value = event.get(field);
    if (value instanceof String text) {
      EventFields.set(event, field, replaced(event, text));
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> changed = new ArrayList<>(list.size());
      list.forEach(e -> changed.add(e instanceof String text ? replaced(event, text) : e));
      EventFields.set(event, field, changed);
    }
  }

  private String replaced(Event event, String text) {
    RubyRegex matcher = regex != null ? regex : RubyRegex.compile(pattern.render(event));
    return matcher.replaceAll(text, replacement.render(event));
  }
}
