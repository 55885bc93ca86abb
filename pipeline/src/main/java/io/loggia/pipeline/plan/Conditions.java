package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.kernel.Problem;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.grok.RubyRegex;
import io.loggia.pipeline.syntax.Condition;
import io.loggia.pipeline.syntax.Condition.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compiles conditions to predicates: references and regexes are parsed here, once. */
final class Conditions {
  private final Literals literals;
  private final Consumer<Problem> problems;

  Conditions(Literals literals, Consumer<Problem> problems) {
    this.literals = literals;
    this.problems = problems;
  }

  Predicate<Event> compile(Condition condition) {
    return switch (condition) {
      case Condition.Combined combined -> combined(combined);
      case Condition.Not not -> compile(not.condition()).negate();
      case Condition.Truthy truthy -> {
        Function<Event, @Nullable Object> field = operand(truthy.field());
        yield event -> truthy(field.apply(event));
      }
      case Condition.Compared compared -> compared(compared);
      case Condition.Matched matched -> matched(matched);
      case Condition.Contained contained -> contained(contained);
    };
  }

  private Predicate<Event> combined(Condition.Combined combined) {
    Predicate<Event> left = compile(combined.left());
    Predicate<Event> right = compile(combined.right());
    return switch (combined.join()) {
      case AND -> left.and(right);
      case OR -> left.or(right);
      case XOR -> event -> left.test(event) != right.test(event);
      case NAND -> left.and(right).negate();
    };
  }

  private Predicate<Event> compared(Condition.Compared compared) {
    Function<Event, @Nullable Object> left = operand(compared.left());
    Function<Event, @Nullable Object> right = operand(compared.right());
    return switch (compared.comparison()) {
      case EQUAL -> event -> Comparing.equal(left.apply(event), right.apply(event));
      case NOT_EQUAL -> event -> !Comparing.equal(left.apply(event), right.apply(event));
      case LESS -> ordered(left, right, order -> order < 0);
      case GREATER -> ordered(left, right, order -> order > 0);
      case LESS_OR_EQUAL -> ordered(left, right, order -> order <= 0);
      case GREATER_OR_EQUAL -> ordered(left, right, order -> order >= 0);
    };
  }

  /** Values of different kinds have no order, so no comparison of them holds. */
  private static Predicate<Event> ordered(
      Function<Event, @Nullable Object> left,
      Function<Event, @Nullable Object> right,
      java.util.function.IntPredicate holds) {
    return event -> {
      Integer order = Comparing.order(left.apply(event), right.apply(event));
      return order != null && holds.test(order);
    };
  }

  private Predicate<Event> matched(Condition.Matched matched) {
    Function<Event, @Nullable Object> left = operand(matched.left());
    Predicate<String> finder;
    try {
      finder = RubyRegex.finder(literals.text(matched.at(), matched.pattern()));
    } catch (IllegalArgumentException wrong) {
      problems.accept(matched.at().problem(String.valueOf(wrong.getMessage())));
      return event -> false;
    }
    return event ->
        (left.apply(event) instanceof String text && found(finder, text)) != matched.negated();
  }

  /** A search that takes too long has found nothing; the event must go on. */
  private static boolean found(Predicate<String> finder, String text) {
    try {
      return finder.test(text);
    } catch (RubyRegex.LateException late) {
      return false;
    }
  }

  private Predicate<Event> contained(Condition.Contained contained) {
    Function<Event, @Nullable Object> element = operand(contained.element());
    Function<Event, @Nullable Object> container = operand(contained.container());
    boolean constant = contained.container() instanceof Operand.Items;
    return event ->
        Comparing.contains(container.apply(event), element.apply(event), constant)
            != contained.negated();
  }

  private Function<Event, @Nullable Object> operand(Operand operand) {
    if (operand instanceof Operand.Field field) {
      FieldPath path = FieldPath.tryParse(field.reference()).orElse(null);
      if (path == null) {
        problems.accept(
            field.at().problem("\"" + field.reference() + "\" is not a field reference"));
        return event -> null;
      }
      return event -> event.get(path);
    }
    Object constant = constant(operand);
    return event -> constant;
  }

  private @Nullable Object constant(Operand operand) {
    return switch (operand) {
      case Operand.Text text -> literals.text(text.at(), text.text());
      case Operand.Numeral numeral -> numeral.number();
      case Operand.Items items -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.items().forEach(item -> list.add(constant(item)));
        yield list;
      }
      case Operand.Field field -> {
        problems.accept(field.at().problem("a field cannot stand in an array here"));
        yield null;
      }
    };
  }

  private static boolean truthy(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case String text -> !text.isEmpty() && !text.equals("false");
      case Boolean bool -> bool;
      case Map<?, ?> _ -> true;
      case List<?> _ -> true;
      default -> !Template.text(value).isEmpty();
    };
  }
}
