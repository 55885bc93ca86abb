package io.loggia.pipeline.syntax;

import io.loggia.pipeline.syntax.Statement.Arm;
import io.loggia.pipeline.syntax.Statement.Attribute;
import io.loggia.pipeline.syntax.Statement.Branch;
import io.loggia.pipeline.syntax.Statement.Plugin;
import io.loggia.pipeline.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recursive descent over sections, branches, plugins and values. */
public final class Parser {
  /** Deeper nesting than this is not a configuration that a person wrote. */
  private static final int DEEPEST = 200;

  private final Lexer lexer;
  private @Nullable Token ahead;
  private int depth;

  private Parser(String file, String text) {
    this.lexer = new Lexer(file, text);
  }

  /** The sections of one file, in order. */
  public static List<Section> parse(String file, String text) throws SyntaxException {
    return new Parser(file, text).sections();
  }

  private List<Section> sections() throws SyntaxException {
    List<Section> sections = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      Token name = take();
      if (!List.of("input", "filter", "output").contains(name.text()) || name.kind() != Kind.WORD) {
        throw unexpected(name, "a section: input, filter or output");
      }
      Section.Kind kind = Section.Kind.valueOf(name.text().toUpperCase(Locale.ROOT));
      sections.add(new Section(name.at(), kind, body()));
    }
    return sections;
  }

  /** Statements between braces. */
  private List<Statement> body() throws SyntaxException {
    expect("{");
    descend(peek());
    List<Statement> statements = new ArrayList<>();
    while (!peek().is("}")) {
      statements.add(statement());
    }
    take();
    depth--;
    return statements;
  }

  private Statement statement() throws SyntaxException {
    Token name = take();
    if (name.isWord("if")) {
      return branch();
    }
    if (name.isWord("else")) {
      throw new SyntaxException(name.at(), "\"else\" stands alone; it follows the } of an if");
    }
    if (name.kind() != Kind.WORD && name.kind() != Kind.STRING) {
      throw unexpected(name, "a plugin's name, an if, or }");
    }
    return plugin(name);
  }

  private Branch branch() throws SyntaxException {
    List<Arm> arms = new ArrayList<>();
    arms.add(arm());
    while (peek().isWord("else")) {
      take();
      if (!peek().isWord("if")) {
        return new Branch(arms, body());
      }
      take();
      arms.add(arm());
    }
    return new Branch(arms, List.of());
  }

  private Arm arm() throws SyntaxException {
    ConditionParser conditions = new ConditionParser(lexer);
    Condition condition = conditions.parse();
    ahead = conditions.rest();
    return new Arm(condition, body());
  }

  private Plugin plugin(Token name) throws SyntaxException {
    expect("{");
    List<Attribute> attributes = new ArrayList<>();
    while (!peek().is("}")) {
      Token option = take();
      if (option.kind() != Kind.WORD && option.kind() != Kind.STRING) {
        throw unexpected(option, "an option's name or }");
      }
      expect("=>");
      attributes.add(new Attribute(option.at(), option.text(), value()));
    }
    take();
    return new Plugin(name.at(), name.text(), attributes);
  }

  private Value value() throws SyntaxException {
    Token token = take();
    descend(token);
    try {
      return switch (token.kind()) {
        case STRING ->
            peek().is("{")
                ? new Value.Nested(token.at(), plugin(token))
                : new Value.Text(token.at(), token.text());
        case WORD -> word(token);
        case SYMBOL -> {
          if (token.is("[")) {
            yield items(token);
          }
          if (token.is("{")) {
            yield hash(token);
          }
          throw unexpected(token, "a value");
        }
        case REGEX, SELECTOR, END -> throw unexpected(token, "a value");
      };
    } finally {
      depth--;
    }
  }

  private Value word(Token word) throws SyntaxException {
    if (peek().is("{")) {
      return new Value.Nested(word.at(), plugin(word));
    }
    Number number = Numerals.read(word.text());
    if (number != null) {
      return new Value.Numeral(word.at(), number, word.text());
    }
    if (!isBareword(word.text())) {
      throw new SyntaxException(
          word.at(),
          "\"" + word.text() + "\" needs quotes: a bareword is a letter, then letters or digits");
    }
    return new Value.Bareword(word.at(), word.text());
  }

  private Value items(Token open) throws SyntaxException {
    List<Value> items = new ArrayList<>();
    if (!peek().is("]")) {
      items.add(value());
      while (peek().is(",")) {
        take();
        items.add(value());
      }
    }
    Token close = take();
    if (!close.is("]")) {
      throw unexpected(close, "a comma or ]");
    }
    return new Value.Items(open.at(), items);
  }

  private Value hash(Token open) throws SyntaxException {
    List<Value.Entry> entries = new ArrayList<>();
    while (!peek().is("}")) {
      Token key = take();
      boolean name =
          key.kind() == Kind.STRING
              || (key.kind() == Kind.WORD
                  && (isBareword(key.text()) || Numerals.read(key.text()) != null));
      if (!name) {
        throw unexpected(key, key.is(",") ? "white space between the entries of a hash" : "a key");
      }
      expect("=>");
      entries.add(new Value.Entry(key.at(), key.text(), value()));
    }
    take();
    return new Value.Hash(open.at(), entries);
  }

  private static boolean isBareword(String word) {
    return word.length() >= 2
        && word.indexOf('-') < 0
        && (word.charAt(0) < '0' || word.charAt(0) > '9');
  }

  private void expect(String symbol) throws SyntaxException {
    Token token = take();
    if (!token.is(symbol)) {
      throw unexpected(token, symbol);
    }
  }

  private void descend(Token token) throws SyntaxException {
    if (++depth > DEEPEST) {
      throw new SyntaxException(token.at(), "nested more than " + DEEPEST + " deep");
    }
  }

  private Token peek() throws SyntaxException {
    if (ahead == null) {
      ahead = lexer.next();
    }
    return ahead;
  }

  private Token take() throws SyntaxException {
    Token token = peek();
    ahead = null;
    return token;
  }

  static SyntaxException unexpected(Token token, String wanted) {
    return new SyntaxException(token.at(), "expected " + wanted + ", found " + token.shown());
  }
}
