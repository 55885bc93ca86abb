package io.loggia.pipeline.plan;

import io.loggia.pipeline.Template;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality, order and containment of field values, by Logstash's rules. */
final class Comparing {
  private Comparing() {}

  /** Numbers by value; otherwise only values of one kind are equal: "1" is not 1. */
  static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return compare(a, b) == 0;
    }
    return Objects.equals(left, right);
  }

  /** Less than, equal to or greater than 0; null when the two cannot be compared. */
  static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return compare(a, b);
    }
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof Instant || right instanceof Instant) {
      return left != null && right != null
          ? Template.text(left).compareTo(Template.text(right))
          : null;
    }
    return null;
  }

  private static int compare(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (isReal(left) || isReal(right)) {
      return Double.compare(left.doubleValue(), right.doubleValue());
    }
    return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
  }

  private static boolean isReal(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  /**
   * {@code element in container}: part of a text, or element of a list.
   *
   * @param constant a list in the configuration compares as text, one in the event by kind
   */
  static boolean contains(@Nullable Object container, @Nullable Object element, boolean constant) {
    if (element == null || container == null) {
      return false;
    }
    if (container instanceof List<?> list) {
      return list.stream()
          .anyMatch(
              value ->
                  equal(value, element)
                      || (constant && Template.text(value).equals(Template.text(element))));
    }
    if (container instanceof String text && element instanceof String part) {
      return text.contains(part);
    }
    return !(container instanceof Map) && equal(container, element);
  }
}
