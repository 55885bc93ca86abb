package io.loggia.pipeline.syntax;

import io.loggia.pipeline.syntax.Condition.Comparison;
import io.loggia.pipeline.syntax.Condition.Join;
import io.loggia.pipeline.syntax.Condition.Operand;
import io.loggia.pipeline.syntax.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a condition up to the brace that follows it; {@code and} binds tighter than {@code or}. */
final class ConditionParser {
  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "==", Comparison.EQUAL,
          "!=", Comparison.NOT_EQUAL,
          "<", Comparison.LESS,
          ">", Comparison.GREATER,
          "<=", Comparison.LESS_OR_EQUAL,
          ">=", Comparison.GREATER_OR_EQUAL);
  private static final int DEEPEST = 200;

  private final Lexer lexer;
  private @Nullable Token ahead;
  private int depth;

  ConditionParser(Lexer lexer) {
    this.lexer = lexer;
  }

  Condition parse() throws SyntaxException {
    List<Condition> operands = new ArrayList<>();
    List<Join> joins = new ArrayList<>();
    Token start = peek();
    if (++depth > DEEPEST) {
      throw new SyntaxException(start.at(), "nested more than " + DEEPEST + " deep");
    }
    operands.add(expression());
    Join join = join();
    while (join != null) {
      joins.add(join);
      operands.add(expression());
      join = join();
    }
    depth--;
    if (joins.size() > 1 && (joins.contains(Join.XOR) || joins.contains(Join.NAND))) {
      throw new SyntaxException(
          start.at(), "xor and nand take two sides; put parentheses around each pair");
    }
    return tree(operands, joins);
  }

  /** The token that ended the condition: the brace, where all is well. */
  @Nullable Token rest() {
    return ahead;
  }

  private static Condition tree(List<Condition> operands, List<Join> joins) {
    Deque<Condition> alternatives = new ArrayDeque<>();
    alternatives.add(operands.getFirst());
    Join outer = Join.OR;
    for (int i = 0; i < joins.size(); i++) {
      Condition right = operands.get(i + 1);
      switch (joins.get(i)) {
        case AND ->
            alternatives.add(new Condition.Combined(Join.AND, alternatives.removeLast(), right));
        case OR -> alternatives.add(right);
        case XOR, NAND -> {
          outer = joins.get(i);
          alternatives.add(right);
        }
      }
    }
    Condition tree = alternatives.removeFirst();
    while (!alternatives.isEmpty()) {
      tree = new Condition.Combined(outer, tree, alternatives.removeFirst());
    }
    return tree;
  }

  private @Nullable Join join() throws SyntaxException {
    Token token = peek();
    if (token.kind() != Kind.WORD || !List.of("and", "or", "xor", "nand").contains(token.text())) {
      return null;
    }
    take();
    return Join.valueOf(token.text().toUpperCase(Locale.ROOT));
  }

  private Condition expression() throws SyntaxException {
    Token token = peek();
    if (token.is("!")) {
      take();
      return negated();
    }
    if (token.is("(")) {
      return parenthesised();
    }
    Operand left = operand();
    Token operator = peek();
    Comparison comparison =
        operator.kind() == Kind.SYMBOL ? COMPARISONS.get(operator.text()) : null;
    if (comparison != null) {
      take();
      return new Condition.Compared(left.at(), comparison, left, operand());
    }
    if (operator.is("=~") || operator.is("!~")) {
      take();
      return new Condition.Matched(left.at(), left, pattern(), operator.is("!~"));
    }
    if (operator.isWord("in") || operator.isWord("not")) {
      return contained(left);
    }
    if (left instanceof Operand.Field field) {
      return new Condition.Truthy(field);
    }
    throw Parser.unexpected(operator, "an operator such as == or in");
  }

  private Condition negated() throws SyntaxException {
    if (peek().is("(")) {
      return new Condition.Not(parenthesised());
    }
    Token token = peek();
    if (operand() instanceof Operand.Field field) {
      return new Condition.Not(new Condition.Truthy(field));
    }
    throw Parser.unexpected(token, "( or a [field] after !");
  }

  private Condition parenthesised() throws SyntaxException {
    take();
    Condition inner = parse();
    Token close = take();
    if (!close.is(")")) {
      throw Parser.unexpected(close, ")");
    }
    return inner;
  }

  private Condition contained(Operand element) throws SyntaxException {
    boolean negated = take().isWord("not");
    if (negated) {
      Token in = take();
      if (!in.isWord("in")) {
        throw Parser.unexpected(in, "in");
      }
    }
    return new Condition.Contained(element.at(), element, operand(), negated);
  }

  private String pattern() throws SyntaxException {
    Token token = take();
    return switch (token.kind()) {
      case REGEX -> token.text().replace("\\/", "/");
      case STRING -> token.text();
      case WORD, SELECTOR, SYMBOL, END -> throw Parser.unexpected(token, "a regular expression");
    };
  }

  private Operand operand() throws SyntaxException {
    Token token = take();
    return switch (token.kind()) {
      case STRING -> new Operand.Text(token.at(), token.text());
      case SELECTOR -> new Operand.Field(token.at(), token.text());
      case WORD -> {
        Number number = Numerals.read(token.text());
        if (number == null) {
          throw Parser.unexpected(token, "a [field], a \"text\" or a number");
        }
        yield new Operand.Numeral(token.at(), number);
      }
      case SYMBOL -> {
        if (!token.is("[")) {
          throw Parser.unexpected(token, "a [field], a \"text\" or a number");
        }
        yield items(token);
      }
      case REGEX, END -> throw Parser.unexpected(token, "a [field], a \"text\" or a number");
    };
  }

  private Operand items(Token open) throws SyntaxException {
    List<Operand> items = new ArrayList<>();
    if (++depth > DEEPEST) {
      throw new SyntaxException(open.at(), "nested more than " + DEEPEST + " deep");
    }
    if (!peek().is("]")) {
      items.add(operand());
      while (peek().is(",")) {
        take();
        items.add(operand());
      }
    }
    depth--;
    Token close = take();
    if (!close.is("]")) {
      throw Parser.unexpected(close, "a comma or ]");
    }
    return new Operand.Items(open.at(), items);
  }

  private Token peek() throws SyntaxException {
    if (ahead == null) {
      ahead = lexer.nextInCondition();
    }
    return ahead;
  }

  private Token take() throws SyntaxException {
    Token token = peek();
    ahead = null;
    return token;
  }
}
