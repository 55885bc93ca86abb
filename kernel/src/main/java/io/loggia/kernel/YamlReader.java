package io.loggia.kernel;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns YAML 1.2 text into {@link YamlValue}s with positions and replaced variables. */
final class YamlReader {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)(?::([^}]*))?}");

  private final String file;
  private final Function<String, Optional<String>> variables;
  private final List<Problem> problems = new ArrayList<>();

  private YamlReader(String file, Function<String, Optional<String>> variables) {
    this.file = file;
    this.variables = variables;
  }

  static YamlSection read(Path file, Function<String, Optional<String>> variables) {
    try {
      return parse(file.toString(), Files.readString(file), variables);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(new Problem(file.toString(), 0, 0, "no such file"));
    } catch (MalformedInputException e) {
      throw new ConfigurationException(new Problem(file.toString(), 0, 0, "the text is not UTF-8"));
    } catch (IOException e) {
      throw new ConfigurationException(
          new Problem(file.toString(), 0, 0, "cannot be read: " + e.getMessage()));
    }
  }

  static YamlSection parse(String name, String text, Function<String, Optional<String>> variables) {
    YamlReader reader = new YamlReader(name, variables);
    YamlValue root = compose(name, text).map(node -> reader.value(node, "")).orElse(null);
    if (root == null || root.isNull()) {
      root = new YamlValue.Mapping(1, 1, new LinkedHashMap<>());
    }
    if (root instanceof YamlValue.Mapping mapping) {
      return new YamlSection(name, "", mapping, mapping.values(), reader.problems);
    }
    throw new ConfigurationException(
        new Problem(name, root.line(), root.column(), "expected \"key: value\" lines"));
  }

  static void override(YamlValue where, Map<String, YamlValue> values, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          new Problem("--set " + assignment, 0, 0, "write key=value, as in ports.beats=5045"));
    }
    String name = "--set " + assignment;
    YamlReader reader = new YamlReader(name, key -> Optional.empty());
    YamlValue value =
        compose(name, assignment.substring(equals + 1))
            .map(node -> reader.value(node, ""))
            .orElse(new YamlValue.Scalar(0, 0, "", ""));
    reader.put(values, assignment.substring(0, equals), value, true);
  }

  private static Optional<Node> compose(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(16 << 20)
            .build();
    try {
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().orElse(null);
      throw new ConfigurationException(
          new Problem(
              name,
              mark == null ? 0 : mark.getLine() + 1,
              mark == null ? 0 : mark.getColumn() + 1,
              "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ConfigurationException(new Problem(name, 0, 0, "not YAML: " + e.getMessage()));
    }
  }

  private YamlValue value(Node node, String name) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    int column = node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, line, column, name);
      case SequenceNode sequence ->
          new YamlValue.Sequence(
              line,
              column,
              sequence.getValue().stream().map(element -> value(element, name)).toList());
      case MappingNode mapping -> mapping(mapping, line, column);
      default -> new YamlValue.Scalar(line, column, "", null);
    };
  }

  private YamlValue mapping(MappingNode node, int line, int column) {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        // A problem with an entry is best shown at its key, where the eye looks first.
        YamlValue value = at(key, value(tuple.getValueNode(), key.getValue()));
        put(values, key.getValue(), value, false);
      } else {
        problems.add(new Problem(file, line, column, "a key must be plain text"));
      }
    }
    return new YamlValue.Mapping(line, column, values);
  }

  private static YamlValue at(ScalarNode key, YamlValue value) {
    Mark mark = key.getStartMark().orElse(null);
    if (mark == null) {
      return value;
    }
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    return switch (value) {
      case YamlValue.Scalar s -> new YamlValue.Scalar(line, column, s.text(), s.plain());
      case YamlValue.Sequence s -> new YamlValue.Sequence(line, column, s.elements());
      case YamlValue.Mapping m -> new YamlValue.Mapping(line, column, m.values());
    };
  }

  /** Puts a value under a key whose dots are levels. */
  private void put(Map<String, YamlValue> values, String key, YamlValue value, boolean replace) {
    int dot = key.indexOf('.');
    if (dot > 0 && dot < key.length() - 1) {
      String first = key.substring(0, dot);
      if (!(values.get(first) instanceof YamlValue.Mapping)) {
        values.put(
            first, new YamlValue.Mapping(value.line(), value.column(), new LinkedHashMap<>()));
      }
      if (values.get(first) instanceof YamlValue.Mapping inner) {
        put(inner.values(), key.substring(dot + 1), value, replace);
      }
      return;
    }
    YamlValue there = values.get(key);
    if (there instanceof YamlValue.Mapping old && value instanceof YamlValue.Mapping more) {
      more.values().forEach((name, inner) -> put(old.values(), name, inner, replace));
      return;
    }
    if (there != null && !replace) {
      problems.add(
          new Problem(
              file,
              value.line(),
              value.column(),
              "\"" + key + "\" stands twice; the first is in line " + there.line()));
    }
    values.put(key, value);
  }

  private YamlValue scalar(ScalarNode node, int line, int column, String name) {
    String text = substitute(node.getValue(), line, column, name);
    return new YamlValue.Scalar(line, column, text, plain(node.getTag(), text));
  }

  private static @Nullable Object plain(Tag tag, String text) {
    try {
      if (tag.equals(Tag.NULL)) {
        return null;
      } else if (tag.equals(Tag.BOOL)) {
        return Boolean.valueOf(text);
      } else if (tag.equals(Tag.INT)) {
        return Long.decode(text);
      } else if (tag.equals(Tag.FLOAT)) {
        return Double.valueOf(text);
      }
    } catch (NumberFormatException tooLargeOrSpecial) {
      return text;
    }
    return text;
  }

  private String substitute(String text, int line, int column, String name) {
    if (!text.contains("${")) {
      return text;
    }
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String variable = matcher.group(1);
      String value = variables.apply(variable).orElse(matcher.group(2));
      if (value == null) {
        problems.add(
            new Problem(
                file,
                line,
                column,
                name
                    + ": ${"
                    + variable
                    + "} is not set; set it, or write ${"
                    + variable
                    + ":default}"));
        value = "";
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }
}
