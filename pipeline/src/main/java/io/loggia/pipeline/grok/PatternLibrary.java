package io.loggia.pipeline.grok;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Named patterns: a name, white space, a regular expression; one a line, # starts a comment. */
public final class PatternLibrary {
  private static final PatternLibrary ECS =
      load(List.of("base", "base-ecs", "httpd-ecs", "aws-ecs"));
  private static final PatternLibrary LEGACY =
      load(List.of("base", "base-legacy", "httpd-legacy", "aws-legacy"));

  private final Map<String, String> patterns;

  private PatternLibrary(Map<String, String> patterns) {
    this.patterns = Map.copyOf(patterns);
  }

  /** The built-in patterns with field names of the Elastic Common Schema, or the old flat ones. */
  public static PatternLibrary builtIn(boolean ecs) {
    return ecs ? ECS : LEGACY;
  }

  /** This library with these definitions on top. */
  public PatternLibrary with(Map<String, String> definitions) {
    Map<String, String> all = new HashMap<>(patterns);
    all.putAll(definitions);
    return new PatternLibrary(all);
  }

  /** The definitions in the lines of a pattern file. */
  public static Map<String, String> read(Iterable<String> lines) {
    Map<String, String> definitions = new HashMap<>();
    for (String line : lines) {
      String text = line.strip();
      int space = 0;
      while (space < text.length() && !Character.isWhitespace(text.charAt(space))) {
        space++;
      }
      if (!text.startsWith("#") && space < text.length()) {
        definitions.put(text.substring(0, space), text.substring(space).strip());
      }
    }
    return definitions;
  }

  @Nullable String get(String name) {
    return patterns.get(name);
  }

  /** Whether the name means here, all the way down, what it means without anybody's definitions. */
  boolean hasBuiltIn(String name) {
    return patterns.containsKey(name)
        && GrokExpression.expanded(name, this).equals(GrokExpression.expanded(name, ECS));
  }

  Set<String> names() {
    return patterns.keySet();
  }

  private static PatternLibrary load(List<String> resources) {
    Map<String, String> all = new HashMap<>();
    for (String resource : resources) {
      try (InputStream in = PatternLibrary.class.getResourceAsStream("patterns/" + resource);
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
        all.putAll(read(reader.lines().toList()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new PatternLibrary(all);
  }
}
