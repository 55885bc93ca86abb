package io.loggia.pipeline.grok;

import io.loggia.pipeline.grok.Scanner.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scanner of an expression that consists of literals, well-known patterns, groups,
 * alternatives and options; of any other it makes none.
 */
final class ScannerCompiler {
  private static final Pattern REFERENCE =
      Pattern.compile("%\\{([A-Za-z0-9_]+)(:[@\\[\\]A-Za-z0-9_:.-]+)?\\}");
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<[^=!>][^>]*>");
  private static final String SPECIAL = ".?*+()[]{}|^$\\%#";
  private static final String LITERAL_ESCAPES = "[](){}.\"'/|-?*+:\\";
  private static final int DEEPEST = 50;

  private final PatternLibrary library;
  private int captures;

  /** The expression has something that a scanner cannot do. */
  private static final class Unsuited extends RuntimeException {
    Unsuited() {
      super(null, null, false, false);
    }
  }

  private ScannerCompiler(PatternLibrary library) {
    this.library = library;
  }

  /** A scanner, or null where the expression does not suit one. */
  static @Nullable Scanner compile(String expression, PatternLibrary library) {
    ScannerCompiler compiler = new ScannerCompiler(library);
    String anchored = expression.startsWith("\\A") ? expression.substring(2) : expression;
    anchored = anchored.startsWith("^") ? anchored.substring(1) : anchored;
    try {
      Reader reader = new Reader(anchored);
      Node tree = compiler.alternatives(reader, 0);
      if (!reader.atEnd()) {
        return null;
      }
      return new Scanner(compiler.part(tree, ""), compiler.captures);
    } catch (Unsuited unsuited) {
      return null;
    }
  }

  /** The expression as a tree, before it is known what follows each part. */
  private sealed interface Node {
    record Text(String text) implements Node {}

    record Primitive(Part part) implements Node {}

    record Lazy() implements Node {}

    record Series(List<Node> nodes) implements Node {}

    record Either(List<Node> nodes) implements Node {}

    record Optional(Node node) implements Node {}

    record Captured(int index, Node node) implements Node {}
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    boolean take(String prefix) {
      boolean there = text.startsWith(prefix, at);
      at += there ? prefix.length() : 0;
      return there;
    }

    boolean sees(char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    @Nullable Matcher take(Pattern pattern) {
      Matcher matcher = pattern.matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        return null;
      }
      at = matcher.end();
      return matcher;
    }

    /** A character that stands for itself. */
    char literal() {
      char c = text.charAt(at++);
      if (c == '\\' && !atEnd() && LITERAL_ESCAPES.indexOf(text.charAt(at)) >= 0) {
        return text.charAt(at++);
      }
      if (SPECIAL.indexOf(c) >= 0 || c > 126) {
        throw new Unsuited();
      }
      return c;
    }
  }

  private Node alternatives(Reader reader, int depth) {
    if (depth > DEEPEST) {
      throw new Unsuited();
    }
    List<Node> alternatives = new ArrayList<>();
    alternatives.add(series(reader, depth));
    while (reader.take("|")) {
      alternatives.add(series(reader, depth));
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Node.Either(alternatives);
  }

  private Node series(Reader reader, int depth) {
    List<Node> nodes = new ArrayList<>();
    while (!reader.atEnd() && !reader.sees('|') && !reader.sees(')')) {
      Node node = element(reader, depth);
      if (reader.sees('*') || reader.sees('+') || reader.sees('{')) {
        throw new Unsuited();
      }
      if (reader.take("?")) {
        // A lazy or possessive option, or one after a literal, of which only the last character
        // would be optional.
        if (reader.sees('?') || reader.sees('+') || node instanceof Node.Text) {
          throw new Unsuited();
        }
        node = new Node.Optional(node);
      }
      nodes.add(node);
    }
    return new Node.Series(nodes);
  }

  private Node element(Reader reader, int depth) {
    Matcher reference = reader.take(REFERENCE);
    if (reference != null) {
      return reference(reference.group(1), reference.group(2), depth);
    }
    boolean named = reader.take(NAMED_GROUP) != null;
    if (named || reader.take("(?:")) {
      int index = named ? captures++ : -1;
      Node inner = alternatives(reader, depth + 1);
      if (!reader.take(")")) {
        throw new Unsuited();
      }
      return named ? new Node.Captured(index, inner) : new Node.Series(List.of(inner));
    }
    return new Node.Text(String.valueOf(reader.literal()));
  }

  private Node reference(String name, @Nullable String field, int depth) {
    int index = field == null ? -1 : captures++;
    Node inner = pattern(name, depth);
    return index < 0 ? new Node.Series(List.of(inner)) : new Node.Captured(index, inner);
  }

  private Node pattern(String name, int depth) {
    Part primitive = ScannerPrimitives.TABLE.get(name);
    if (primitive != null && library.hasBuiltIn(name)) {
      return new Node.Primitive(primitive);
    }
    if (name.equals("DATA") && library.hasBuiltIn(name)) {
      return new Node.Lazy();
    }
    String definition = library.get(name);
    if (definition == null) {
      throw new Unsuited();
    }
    Reader reader = new Reader(definition);
    Node inner = alternatives(reader, depth + 1);
    if (!reader.atEnd()) {
      throw new Unsuited();
    }
    return inner;
  }

  /**
   * @param follow the literal text that stands after the node wherever it is matched; may be empty
   */
  private Part part(Node node, String follow) {
    return switch (node) {
      case Node.Text text -> ScannerParts.literal(text.text());
      case Node.Primitive primitive -> primitive.part();
      case Node.Lazy _ -> {
        if (follow.isEmpty()) {
          throw new Unsuited();
        }
        yield ScannerParts.until(follow);
      }
      case Node.Captured captured ->
          ScannerParts.capture(captured.index(), part(captured.node(), follow));
      case Node.Optional optional -> ScannerParts.optional(part(optional.node(), follow));
      case Node.Either either ->
          ScannerParts.choice(either.nodes().stream().map(n -> part(n, follow)).toList());
      case Node.Series series -> series(series.nodes(), follow);
    };
  }

  /** From the end to the beginning, so that each node knows what follows it. */
  private Part series(List<Node> nodes, String follow) {
    List<Part> parts = new ArrayList<>();
    String after = follow;
    int i = nodes.size() - 1;
    while (i >= 0) {
      Node node = nodes.get(i);
      if (node instanceof Node.Text) {
        StringBuilder literal = new StringBuilder();
        while (i >= 0 && nodes.get(i) instanceof Node.Text text) {
          literal.insert(0, text.text());
          i--;
        }
        parts.addFirst(ScannerParts.literal(literal.toString()));
        after = literal + after;
      } else {
        parts.addFirst(part(node, after));
        after = "";
        i--;
      }
    }
    return ScannerParts.sequence(parts);
  }
}
