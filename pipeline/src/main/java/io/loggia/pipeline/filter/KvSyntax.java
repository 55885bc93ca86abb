package io.loggia.pipeline.filter;

import io.loggia.pipeline.grok.RubyRegex;
import io.loggia.pipeline.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What separates kv's pairs, and a key from its value: two character classes or two patterns. */
final class KvSyntax {
  private static final double NANOS_PER_MILLI = 1e6;

  private final RubyRegex split;
  private final RubyRegex pair;

  record Pair(String key, String value) {}

  private KvSyntax(RubyRegex split, RubyRegex pair) {
    this.split = split;
    this.pair = pair;
  }

  private KvSyntax limited(long nanos) {
    return new KvSyntax(split.limited(nanos), pair.limited(nanos));
  }

  static KvSyntax of(Settings settings) {
    String fields = settings.text("field_split", " ");
    String values = settings.text("value_split", "=");
    String fieldPattern = settings.text("field_split_pattern").orElse(null);
    String valuePattern = settings.text("value_split_pattern").orElse(null);
    for (String name : List.of("value_split", "field_split_pattern", "value_split_pattern")) {
      if (settings.text(name, "-").isEmpty()) {
        settings.problem(name, "must not be empty");
      }
    }
    boolean brackets = settings.flag("include_brackets", true);
    boolean lenient =
        settings.choice("whitespace", "lenient", "lenient", "strict").equals("lenient");
    long nanos =
        (long) (settings.number("timeout_millis", 30_000, 0, Integer.MAX_VALUE) * NANOS_PER_MILLI);
    return settings
        .checked(
            "field_split",
            () -> compile(fields, values, fieldPattern, valuePattern, brackets, lenient))
        .orElseGet(() -> compile(" ", "=", null, null, true, true))
        .limited(nanos);
  }

  private static KvSyntax compile(
      String fields,
      String values,
      @Nullable String fieldPattern,
      @Nullable String valuePattern,
      boolean brackets,
      boolean lenient) {
    String field = "(?:" + (fieldPattern == null ? "[" + fields + "]" : fieldPattern) + ")";
    String bare = "(?:" + (valuePattern == null ? "[" + values + "]" : valuePattern) + ")";
    String split = lenient ? "(?: *" + bare + " *)" : bare;
    boolean patterns = fieldPattern != null || valuePattern != null;
    String key = patterns ? until(split + "|" + field) : outside(values + fields);
    List<String> alternatives = new ArrayList<>();
    alternatives.add(quoted("\"", "\""));
    alternatives.add(quoted("'", "'"));
    if (brackets) {
      alternatives.add(quoted("\\(", "\\)"));
      alternatives.add(quoted("\\[", "\\]"));
      alternatives.add(quoted("<", ">"));
    }
    alternatives.add(fieldPattern == null ? outside(fields) : until(field));
    String value = "(?:" + String.join("|", alternatives) + ")?";
    return new KvSyntax(
        RubyRegex.compile(split), RubyRegex.compile(key + split + value + "(?:" + field + "|$)"));
  }

  /**
   * Characters up to one of a class; a backslash takes the next one along. Logstash lets any
   * backslash stand alone too, and takes for ever over a row of them; here only one that would else
   * escape what ends the value may, as in {@code path="C:\dir\"}.
   */
  private static String outside(String characters) {
    return "((?:\\\\.|[^\\\\" + characters + "]|\\\\(?:(?![^" + characters + "])|(?=\\n)))+)";
  }

  private static String until(String pattern) {
    return "((?:(?!" + pattern + ")(?:\\\\.|[^\\\\\\n]|\\\\(?=" + pattern + "|\\n|\\z)))+)";
  }

  private static String quoted(String open, String close) {
    return open + outside(close) + "?" + close;
  }

  boolean hasPair(String text) {
    return split.find(text);
  }

  List<Pair> pairs(String text) {
    List<Pair> pairs = new ArrayList<>();
    for (@Nullable String[] groups : pair.scan(text)) {
      String value = "";
      for (int i = groups.length - 1; i >= 2; i--) {
        String group = groups[i];
        if (group != null) {
          value = group;
        }
      }
      String key = groups[1];
      if (key != null) {
        pairs.add(new Pair(key, value));
      }
    }
    return pairs;
  }
}
