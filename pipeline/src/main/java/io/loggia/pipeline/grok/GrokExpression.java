package io.loggia.pipeline.grok;

import io.loggia.kernel.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joni.NameEntry;
import org.joni.Option;
import org.joni.Region;
import org.jspecify.annotations.Nullable;

/**
 * A grok expression, expanded and compiled once. {@code %{SYNTAX:field:type}} becomes a group with
 * a name of ours, so that a field may be called anything and several captures may go to one field.
 * Thread-safe.
 */
public final class GrokExpression {
  private static final Pattern REFERENCE =
      Pattern.compile("%\\{(?<syntax>[A-Za-z0-9_]+)(?::(?<rest>[@\\[\\]A-Za-z0-9_:.-]+))?\\}");

  /** A raw group whose name is no regex name but a field reference: {@code (?<[a][b]>...)}. */
  private static final Pattern RAW_REFERENCE = Pattern.compile("\\(\\?<(?<field>\\[[^>]+\\])>");

  private static final int DEEPEST = 50;
  private static final int LONGEST = 1 << 20;

  private final RubyRegex regex;
  private final List<Capture> captures;
  private final @Nullable Scanner scanner;

  /** What a capture is made into. */
  public enum Type {
    TEXT,
    INT,
    FLOAT
  }

  /**
   * A group that goes to a field.
   *
   * @param index its place among the expression's captures
   * @param group its number in the regular expression
   * @param field as written: {@code name} or {@code [a][b]}
   */
  public record Capture(int index, int group, String field, Type type) {}

  /** A matched text, kept as bytes until a capture is asked for. */
  public static final class Match {
    private final String text;
    private final byte[] bytes;
    private final int[] spans;

    /**
     * @param spans begin and end of each capture, in the order of {@link #captures}
     */
    Match(String text, byte[] bytes, int[] spans) {
      this.text = text;
      this.bytes = bytes;
      this.spans = spans;
    }

    /** The captured text; null when the group took no part in the match. */
    public @Nullable String get(Capture capture) {
      int begin = spans[2 * capture.index()];
      if (begin < 0) {
        return null;
      }
      int end = spans[2 * capture.index() + 1];
      return bytes.length == text.length()
          ? text.substring(begin, end)
          : new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }
  }

  private GrokExpression(RubyRegex regex, List<Capture> captures, @Nullable Scanner scanner) {
    this.regex = regex;
    this.captures = List.copyOf(captures);
    this.scanner = scanner;
  }

  /**
   * @param namedOnly whether {@code %{SYNTAX}} without a field captures nothing
   * @throws IllegalArgumentException when a pattern is unknown or the result is no regex
   */
  public static GrokExpression compile(
      String expression, PatternLibrary library, boolean namedOnly) {
    Expansion expansion = new Expansion(library, namedOnly);
    expansion.expand(expression, 0);
    RubyRegex regex = RubyRegex.compile(expansion.out.toString());
    List<Capture> captures = captures(regex, expansion);
    Scanner scanner = namedOnly ? ScannerCompiler.compile(expression, library) : null;
    boolean agree = scanner != null && scanner.captures() == captures.size();
    return new GrokExpression(regex, captures, agree ? scanner : null);
  }

  /** This expression without its scanner: what the regex engine alone says. */
  GrokExpression withoutScanner() {
    return new GrokExpression(regex, captures, null);
  }

  /** Whether common texts are matched without the regex engine. */
  boolean hasScanner() {
    return scanner != null;
  }

  public List<Capture> captures() {
    return captures;
  }

  /**
   * The first match in the text, or null.
   *
   * @param nanos how long it may take; 0 or less for as long as it takes
   * @throws org.joni.exception.TimeoutException when that is over
   */
  public @Nullable Match match(String text, long nanos) throws InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (scanner != null && bytes.length == text.length()) {
      int[] spans = scanner.scan(bytes);
      if (spans != null) {
        return new Match(text, bytes, spans);
      }
    }
    org.joni.Matcher matcher =
        regex.regex().matcher(bytes, 0, bytes.length, nanos > 0 ? nanos : -1);
    int at = matcher.searchInterruptible(0, bytes.length, Option.NONE);
    return at < 0 ? null : new Match(text, bytes, spans(matcher.getEagerRegion()));
  }

  private int[] spans(Region region) {
    int[] spans = new int[2 * captures.size()];
    for (int i = 0; i < captures.size(); i++) {
      int group = captures.get(i).group();
      spans[2 * i] = region.getBeg(group);
      spans[2 * i + 1] = region.getEnd(group);
    }
    return spans;
  }

  /** The regular expression that it expanded to. */
  @Override
  public String toString() {
    return regex.toString();
  }

  private static List<Capture> captures(RubyRegex regex, Expansion expansion) {
    List<Capture> captures = new ArrayList<>();
    if (regex.regex().numberOfNames() == 0) {
      return captures;
    }
    Iterator<NameEntry> names = regex.regex().namedBackrefIterator();
    while (names.hasNext()) {
      NameEntry entry = names.next();
      String name =
          new String(entry.name, entry.nameP, entry.nameEnd - entry.nameP, StandardCharsets.UTF_8);
      for (int group : entry.getBackRefs()) {
        captures.add(expansion.capture(name, group));
      }
    }
    captures.sort(Comparator.comparingInt(Capture::group));
    for (int i = 0; i < captures.size(); i++) {
      Capture capture = captures.get(i);
      captures.set(i, new Capture(i, capture.group(), capture.field(), capture.type()));
    }
    return captures;
  }

  /** What a pattern's definition expands to, without captures. */
  static String expanded(String name, PatternLibrary library) {
    Expansion expansion = new Expansion(library, true);
    expansion.expand("%{" + name + "}", 0);
    return expansion.out.toString();
  }

  /** Replaces references until only a regular expression is left. */
  private static final class Expansion {
    private static final String PREFIX = "__grok";
    private final PatternLibrary library;
    private final boolean namedOnly;
    private final StringBuilder out = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    Expansion(PatternLibrary library, boolean namedOnly) {
      this.library = library;
      this.namedOnly = namedOnly;
    }

    void expand(String expression, int depth) {
      if (depth > DEEPEST || out.length() > LONGEST) {
        throw new IllegalArgumentException("a pattern refers to itself, or expands without end");
      }
      Matcher reference = REFERENCE.matcher(expression);
      int from = 0;
      while (reference.find()) {
        raw(expression.substring(from, reference.start()));
        from = reference.end();
        reference(reference.group("syntax"), reference.group("rest"), depth);
      }
      raw(expression.substring(from));
    }

    private void reference(String syntax, @Nullable String rest, int depth) {
      String definition = library.get(syntax);
      if (definition == null) {
        throw new IllegalArgumentException(
            "the pattern %{"
                + syntax
                + "} is not defined"
                + NearestName.hint(syntax, library.names()));
      }
      if (rest == null && namedOnly) {
        out.append("(?:");
      } else {
        String[] parts = rest == null ? new String[] {syntax} : rest.split(":", -1);
        group(parts[0], parts.length > 1 ? parts[1] : "");
      }
      expand(definition, depth + 1);
      out.append(')');
    }

    private void raw(String text) {
      Matcher group = RAW_REFERENCE.matcher(text);
      int from = 0;
      while (group.find()) {
        out.append(text, from, group.start());
        from = group.end();
        group(group.group("field"), "");
      }
      out.append(text, from, text.length());
    }

    private void group(String field, String type) {
      out.append("(?<").append(PREFIX).append(fields.size()).append('>');
      fields.add(field);
      types.add(
          switch (type) {
            case "int" -> Type.INT;
            case "float" -> Type.FLOAT;
            default -> Type.TEXT;
          });
    }

    Capture capture(String name, int group) {
      if (!name.startsWith(PREFIX)) {
        return new Capture(0, group, name, Type.TEXT);
      }
      int index = Integer.parseInt(name.substring(PREFIX.length()));
      return new Capture(0, group, fields.get(index), types.get(index));
    }
  }
}
