package io.loggia.pipeline.plan;

import io.loggia.event.FieldPath;
import io.loggia.kernel.NearestName;
import io.loggia.kernel.Problem;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.syntax.Position;
import io.loggia.pipeline.syntax.Statement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of one plugin, read by name and type. A wrong value is noted as a problem and the
 * default is given instead, so that all of a plugin's problems come out at once. What nobody read
 * is unknown, and {@link #finish} says so.
 *
 * <p>Values are {@link String}, {@link Number}, {@code List}, {@code Map} or a nested {@link
 * Statement.Plugin}.
 */
public final class Settings {
  private final Statement.Plugin plugin;
  private final PipelineOptions options;
  private final Consumer<Problem> problems;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Position> places = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  Settings(Statement.Plugin plugin, PipelineOptions options, Consumer<Problem> problems) {
    this.plugin = plugin;
    this.options = options;
    this.problems = problems;
    Literals literals = new Literals(options, problems);
    for (Statement.Attribute attribute : plugin.attributes()) {
      Object value = literals.value(attribute.value());
      values.merge(attribute.name(), value, RepeatedAttribute::merge);
      places.putIfAbsent(attribute.name(), attribute.at());
    }
  }

  public PipelineOptions options() {
    return options;
  }

  public String plugin() {
    return plugin.name();
  }

  public Position at() {
    return plugin.at();
  }

  public boolean has(String name) {
    known.add(name);
    return values.containsKey(name);
  }

  /** Notes a problem with an option. */
  public void problem(String name, String message) {
    Position at = places.getOrDefault(name, plugin.at());
    problems.accept(at.problem(plugin.name() + ": " + name + ": " + message));
  }

  /** The value as it was written, variables replaced. */
  public @Nullable Object raw(String name) {
    known.add(name);
    return values.get(name);
  }

  public Optional<String> text(String name) {
    Object value = raw(name);
    if (value instanceof List<?> list && list.size() == 1) {
      value = list.getFirst();
    }
    if (value instanceof String || value instanceof Number) {
      return Optional.of(value.toString());
    }
    if (value != null) {
      problem(name, "must be a text, is " + kind(value));
    }
    return Optional.empty();
  }

  public String text(String name, String ifAbsent) {
    return text(name).orElse(ifAbsent);
  }

  /** One of a few words. */
  public String choice(String name, String ifAbsent, String... choices) {
    String value = text(name, ifAbsent);
    if (!List.of(choices).contains(value)) {
      problem(
          name,
          "\""
              + value
              + "\" is none of "
              + String.join(", ", choices)
              + NearestName.hint(value, List.of(choices)));
      return ifAbsent;
    }
    return value;
  }

  public boolean flag(String name, boolean ifAbsent) {
    Object value = raw(name);
    if (value == null) {
      return ifAbsent;
    }
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        problem(name, "must be true or false, is " + kind(value));
        yield ifAbsent;
      }
    };
  }

  /** A number within the bounds; a text that is one counts too. */
  public double number(String name, double ifAbsent, double least, double most) {
    Object value = raw(name);
    if (value == null) {
      return ifAbsent;
    }
    try {
      double number = new BigDecimal(value.toString()).doubleValue();
      if (number >= least && number <= most) {
        return number;
      }
      problem(name, "must be within " + shown(least) + " to " + shown(most));
    } catch (NumberFormatException notANumber) {
      problem(name, "must be a number, is " + kind(value));
    }
    return ifAbsent;
  }

  /** Texts; a single one counts as a list of it. */
  public List<String> texts(String name, List<String> ifAbsent) {
    Object value = raw(name);
    if (value == null) {
      return ifAbsent;
    }
    List<String> texts = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (element instanceof String || element instanceof Number) {
        texts.add(element.toString());
      } else {
        problem(name, "must be an array of texts; it holds " + kind(element));
      }
    }
    return texts;
  }

  /** A hash; an array of an even length counts as keys and values in turn. */
  public Map<String, Object> hash(String name) {
    Object value = raw(name);
    Map<String, Object> hash = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> hash.put((String) key, element));
    } else if (value instanceof List<?> list && list.size() % 2 == 0) {
      for (int i = 0; i < list.size(); i += 2) {
        hash.put(String.valueOf(list.get(i)), list.get(i + 1));
      }
    } else if (value != null) {
      problem(name, "must be a hash such as { \"key\" => \"value\" }, is " + kind(value));
    }
    return hash;
  }

  /** A hash whose values are single texts. */
  public Map<String, String> textHash(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    hash(name)
        .forEach(
            (key, value) -> {
              if (value instanceof String || value instanceof Number) {
                texts.put(key, value.toString());
              } else {
                problem(name, "the value of \"" + key + "\" must be a text, is " + kind(value));
              }
            });
    return texts;
  }

  /** A reference to a field. */
  public Optional<FieldPath> field(String name) {
    return text(name).flatMap(text -> checked(name, () -> FieldPath.parse(text)));
  }

  public Optional<Template> template(String name) {
    return text(name).flatMap(text -> template(name, text));
  }

  public List<Template> templates(String name, List<String> ifAbsent) {
    return texts(name, ifAbsent).stream().flatMap(text -> template(name, text).stream()).toList();
  }

  /** A text that belongs to an option, as a template. */
  public Optional<Template> template(String name, String text) {
    return checked(name, () -> Template.parse(text, options.clock()));
  }

  /** A field's name that belongs to an option. */
  public Optional<TargetField> target(String name, String text) {
    return template(name, text).flatMap(t -> checked(name, () -> new TargetField(t)));
  }

  /** What the maker gives; where it throws IllegalArgumentException, that is a problem. */
  public <T> Optional<T> checked(String name, java.util.function.Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      problem(name, String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * The plugin that is this option's value, such as a codec; a bare name is one without options.
   */
  public Optional<Settings> nested(String name) {
    Object value = raw(name);
    if (value instanceof Statement.Plugin nested) {
      return Optional.of(new Settings(nested, options, problems));
    }
    return text(name)
        .map(
            text ->
                new Settings(
                    new Statement.Plugin(places.getOrDefault(name, at()), text, List.of()),
                    options,
                    problems));
  }

  /** Reports an option that only the given reason explains. */
  public void refuse(String name, Function<String, String> reason) {
    if (has(name)) {
      problem(name, reason.apply(name));
    }
  }

  /** Reports the options that nobody read. */
  public void finish() {
    for (Map.Entry<String, Position> place : places.entrySet()) {
      if (!known.contains(place.getKey())) {
        problems.accept(
            place
                .getValue()
                .problem(
                    plugin.name()
                        + " has no option \""
                        + place.getKey()
                        + "\""
                        + NearestName.hint(place.getKey(), known)));
      }
    }
  }

  Set<String> names() {
    return values.keySet();
  }

  private static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> "\"" + text + "\"";
      case Number number -> number.toString();
      case List<?> _ -> "an array";
      case Map<?, ?> _ -> "a hash";
      default -> "a plugin";
    };
  }
}
