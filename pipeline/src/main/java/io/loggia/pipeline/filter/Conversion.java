package io.loggia.pipeline.filter;

import io.loggia.pipeline.Template;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The types of mutate's convert. A value that cannot be one raises IllegalArgumentException. */
@FunctionalInterface
interface Conversion extends UnaryOperator<Object> {
  Pattern TRUE = Pattern.compile("true|t|yes|y|1|1.0", Pattern.CASE_INSENSITIVE);
  Pattern FALSE = Pattern.compile("false|f|no|n|0|0.0", Pattern.CASE_INSENSITIVE);
  Pattern NUMBER = Pattern.compile("[+-]?(\\d[\\d_]*)?\\.?\\d[\\d_]*(e[+-]?\\d+)?");
  Pattern HEX = Pattern.compile("[+-]?0x[0-9a-f]+");

  Map<String, Conversion> NAMES =
      new TreeMap<>(
          Map.of(
              "string", Template::text,
              "integer", Conversion::integer,
              "float", Conversion::real,
              "boolean", Conversion::bool,
              "integer_eu", value -> integer(european(value)),
              "float_eu", value -> real(european(value))));

  private static Object integer(Object value) {
    return switch (value) {
      case Boolean bool -> bool ? 1L : 0L;
      case Long number -> number;
      case BigInteger number -> number;
      case Double number -> RubyNumbers.integer(new BigDecimal(number).toBigInteger());
      case BigDecimal number -> whole(number);
      case String text -> whole(decimal(text));
      default -> throw new IllegalArgumentException("no integer: " + value);
    };
  }

  private static Object real(Object value) {
    return switch (value) {
      case Boolean bool -> bool ? 1.0 : 0.0;
      case Number number -> number.doubleValue();
      case String text -> decimal(text).doubleValue();
      default -> throw new IllegalArgumentException("no float: " + value);
    };
  }

  private static Object bool(Object value) {
    String text = Template.text(value);
    if (TRUE.matcher(text).matches()) {
      return true;
    }
    return text.isEmpty() || FALSE.matcher(text).matches() ? (Object) false : value;
  }

  /** A huge exponent in a short text must not become a number of gigabytes. */
  private static Object whole(BigDecimal number) {
    if (number.scale() < -400) {
      throw new IllegalArgumentException("a number of more than 400 digits");
    }
    return RubyNumbers.integer(number.toBigInteger());
  }

  private static BigDecimal decimal(String text) {
    String number = RubyText.strip(text).replace(",", "").toLowerCase(Locale.ROOT);
    if (HEX.matcher(number).matches()) {
      return new BigDecimal(new BigInteger(number.replace("0x", ""), 16));
    }
    if (number.length() > 1000 || !NUMBER.matcher(number).matches()) {
      throw new IllegalArgumentException("no number: " + text);
    }
    return new BigDecimal(number.replace("_", ""));
  }

  private static Object european(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    StringBuilder swapped = new StringBuilder(text);
    for (int i = 0; i < swapped.length(); i++) {
      char c = swapped.charAt(i);
      swapped.setCharAt(i, c == ',' ? '.' : c == '.' ? ',' : c);
    }
    return swapped.toString();
  }
}
