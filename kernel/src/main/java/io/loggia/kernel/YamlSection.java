package io.loggia.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a YAML configuration file, read key by key. Whoever reads a key says what it must
 * be; what does not fit, and at the end every key that nobody asked for, becomes a {@link Problem}
 * with its line and column, and {@link #check} throws them all at once. A dotted key ({@code
 * output.logstash: …}) is the same as nested mappings. Not thread-safe.
 */
public final class YamlSection {
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)?");
  private static final Pattern SIZE =
      Pattern.compile("(\\d+)\\s*(b|k|kb|kib|m|mb|mib|g|gb|gib|t|tb|tib)?");

  private final String file;
  private final String path;
  private final YamlValue where;
  private final Map<String, YamlValue> values;
  private final List<Problem> problems;
  private final Set<String> asked = new HashSet<>();
  private final List<YamlSection> children = new ArrayList<>();

  YamlSection(
      String file,
      String path,
      YamlValue where,
      Map<String, YamlValue> values,
      List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.where = where;
    this.values = values;
    this.problems = problems;
  }

  /**
   * Reads a file. {@code ${NAME}} and {@code ${NAME:default}} in values are replaced first.
   *
   * @throws ConfigurationException when the file cannot be read or is no YAML mapping
   */
  public static YamlSection read(Path file, Function<String, Optional<String>> variables) {
    return YamlReader.read(file, variables);
  }

  /** As {@link #read}, from text; {@code name} stands in error messages. */
  public static YamlSection parse(
      String name, String text, Function<String, Optional<String>> variables) {
    return YamlReader.parse(name, text, variables);
  }

  /** Sets a value from outside the file, as {@code ports.beats=5045} on a command line does. */
  public void override(String assignment) {
    YamlReader.override(where, values, assignment);
  }

  /** Where this section stands, for messages about it as a whole. */
  public Problem problemHere(String message) {
    return new Problem(file, where.line(), where.column(), message);
  }

  /** Notes that something is wrong with the value of a key (or, without one, with its section). */
  public void problem(String key, String message) {
    YamlValue value = values.getOrDefault(key, where);
    problems.add(new Problem(file, value.line(), value.column(), name(key) + ": " + message));
  }

  /** The keys that are present, in order. */
  public List<String> keys() {
    return List.copyOf(values.keySet());
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A scalar's text. */
  public Optional<String> string(String key) {
    return scalar(key, "text").map(YamlValue.Scalar::text);
  }

  public String string(String key, String byDefault) {
    return string(key).orElse(byDefault);
  }

  public long integer(String key, long byDefault, long least, long most) {
    String text = string(key).orElse(null);
    if (text == null) {
      return byDefault;
    }
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // reported below, as is a number out of range
    }
    problem(key, "\"" + text + "\" is not a whole number from " + least + " to " + most);
    return byDefault;
  }

  public boolean bool(String key, boolean byDefault) {
    String text = string(key).map(value -> value.toLowerCase(Locale.ROOT)).orElse(null);
    if (text == null) {
      return byDefault;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    problem(key, "\"" + text + "\" is neither true nor false");
    return byDefault;
  }

  /** A length of time: a number and ms, s, m, h or d; seconds when there is no unit. */
  public Duration duration(String key, Duration byDefault) {
    String text = string(key).orElse(null);
    if (text == null) {
      return byDefault;
    }
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT).strip());
    if (!matcher.matches() || matcher.group(1).length() > 12) {
      problem(key, "\"" + text + "\" is not a time such as 500ms, 30s, 5m, 2h or 7d");
      return byDefault;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case null, default -> Duration.ofSeconds(number);
    };
  }

  /** A size in bytes: a number and optionally KB, MB, GB or TB, each 1024 of the one before. */
  public long bytes(String key, long byDefault) {
    String text = string(key).orElse(null);
    if (text == null) {
      return byDefault;
    }
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT).strip());
    if (!matcher.matches() || matcher.group(1).length() > 9) {
      problem(key, "\"" + text + "\" is not a size such as 512MB or 2GB");
      return byDefault;
    }
    String unit = matcher.group(2) == null ? "b" : matcher.group(2);
    return Long.parseLong(matcher.group(1)) << (10 * "bkmgt".indexOf(unit.charAt(0)));
  }

  /** A list of scalars; a single scalar is a list of one. Empty when the key is missing. */
  public List<String> strings(String key) {
    YamlValue value = take(key);
    List<String> texts = new ArrayList<>();
    switch (value) {
      case null -> {}
      case YamlValue.Scalar scalar -> texts.add(scalar.text());
      case YamlValue.Sequence sequence -> {
        for (YamlValue element : sequence.elements()) {
          if (element instanceof YamlValue.Scalar scalar) {
            texts.add(scalar.text());
          } else {
            expected(key, element, "a list of texts");
          }
        }
      }
      case YamlValue.Mapping mapping -> expected(key, mapping, "a list of texts");
    }
    return texts;
  }

  /** A nested mapping; its unknown keys are reported with this section's. */
  public Optional<YamlSection> section(String key) {
    YamlValue value = take(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value instanceof YamlValue.Mapping mapping) {
      return Optional.of(child(name(key), mapping));
    }
    expected(key, value, "a mapping of keys to values");
    return Optional.empty();
  }

  /** A nested mapping, empty when the key is missing: for sections that are all defaults. */
  public YamlSection sectionOrEmpty(String key) {
    return section(key)
        .orElseGet(() -> child(name(key), new YamlValue.Mapping(where.line(), 0, Map.of())));
  }

  /** A list of mappings. */
  public List<YamlSection> sections(String key) {
    YamlValue value = take(key);
    List<YamlSection> sections = new ArrayList<>();
    if (value instanceof YamlValue.Sequence sequence) {
      for (YamlValue element : sequence.elements()) {
        if (element instanceof YamlValue.Mapping mapping) {
          sections.add(child(name(key) + "[" + sections.size() + "]", mapping));
        } else {
          expected(key, element, "a list of mappings (\"- key: value\")");
        }
      }
    } else if (value != null && !value.isNull()) {
      expected(key, value, "a list of mappings (\"- key: value\")");
    }
    return sections;
  }

  /** Free-form values as plain Java: String, Long, Double, Boolean, null, List, Map. */
  public Map<String, @Nullable Object> map(String key) {
    YamlValue value = take(key);
    if (value == null || value.isNull()) {
      return new LinkedHashMap<>();
    }
    if (value instanceof YamlValue.Mapping mapping) {
      return mapping.plain();
    }
    expected(key, value, "a mapping of keys to values");
    return new LinkedHashMap<>();
  }

  /**
   * Says which keys are known here and not served, with the reason: present, they are refused by
   * name rather than as unknown.
   */
  public void refuse(String key, String reason) {
    if (take(key) != null) {
      problem(key, reason);
    }
  }

  /**
   * Says that a key is known here, may hold anything, and has no effect.
   *
   * @return whether it is present
   */
  public boolean skip(String key) {
    return take(key) != null;
  }

  /**
   * Ends the reading: every key nobody asked for is a problem.
   *
   * @throws ConfigurationException with all problems of this file, in the order of its lines
   */
  public void check() {
    collectUnknown();
    if (!problems.isEmpty()) {
      problems.sort(
          (a, b) ->
              a.line() != b.line()
                  ? Integer.compare(a.line(), b.line())
                  : Integer.compare(a.column(), b.column()));
      throw new ConfigurationException(problems);
    }
  }

  private void collectUnknown() {
    for (Map.Entry<String, YamlValue> entry : values.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        YamlValue value = entry.getValue();
        problems.add(
            new Problem(
                file,
                value.line(),
                value.column(),
                "unknown key \""
                    + name(entry.getKey())
                    + "\""
                    + NearestName.hint(entry.getKey(), asked)));
      }
    }
    children.forEach(YamlSection::collectUnknown);
  }

  private YamlSection child(String childPath, YamlValue.Mapping mapping) {
    YamlSection child = new YamlSection(file, childPath, mapping, mapping.values(), problems);
    children.add(child);
    return child;
  }

  private Optional<YamlValue.Scalar> scalar(String key, String kind) {
    YamlValue value = take(key);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value instanceof YamlValue.Scalar scalar) {
      return Optional.of(scalar);
    }
    expected(key, value, kind);
    return Optional.empty();
  }

  private @Nullable YamlValue take(String key) {
    asked.add(key);
    return values.get(key);
  }

  private void expected(String key, YamlValue value, String kind) {
    problems.add(new Problem(file, value.line(), value.column(), name(key) + ": expected " + kind));
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
