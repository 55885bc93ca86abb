package io.loggia.pipeline.plan;

import io.loggia.kernel.Problem;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.syntax.Position;
import io.loggia.pipeline.syntax.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what is written into values: variables are replaced, escapes too where they are on. */
final class Literals {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<name>[a-zA-Z_.][a-zA-Z0-9_.]*)(:(?<default>[^}]*))?\\}");

  private final PipelineOptions options;
  private final Consumer<Problem> problems;

  Literals(PipelineOptions options, Consumer<Problem> problems) {
    this.options = options;
    this.problems = problems;
  }

  Object value(Value value) {
    return switch (value) {
      case Value.Text text -> text(text.at(), text.text());
      case Value.Bareword word -> text(word.at(), word.text());
      case Value.Numeral numeral -> numeral.number();
      case Value.Items items -> {
        List<Object> list = new ArrayList<>();
        items.items().forEach(item -> list.add(value(item)));
        yield list;
      }
      case Value.Hash hash -> hash(hash);
      case Value.Nested nested -> nested.plugin();
    };
  }

  private Map<String, Object> hash(Value.Hash hash) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Value.Entry entry : hash.entries()) {
      String key = text(entry.at(), entry.key());
      if (map.putIfAbsent(key, value(entry.value())) != null) {
        problems.accept(
            entry.at().problem("the key \"" + key + "\" is in this hash already; use an array"));
      }
    }
    return map;
  }

  /** A quoted text as its author meant it. */
  String text(Position at, String written) {
    String text = options.supportEscapes() ? Escapes.process(written) : written;
    return text.contains("${") ? variables(at, text) : text;
  }

  private String variables(Position at, String text) {
    Matcher variable = VARIABLE.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (variable.find()) {
      String name = variable.group("name");
      Optional<String> value =
          options.variables().apply(name).or(() -> Optional.ofNullable(variable.group("default")));
      if (value.isEmpty()) {
        problems.accept(
            at.problem(
                "the variable ${"
                    + name
                    + "} is not set; set it, or write ${"
                    + name
                    + ":a default}"));
      }
      variable.appendReplacement(replaced, Matcher.quoteReplacement(value.orElse("")));
    }
    return variable.appendTail(replaced).toString();
  }
}
