package io.loggia.pipeline.filter;

import io.loggia.pipeline.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ruby's ways with text, where they differ from Java's. */
final class RubyText {
  private RubyText() {}

  /** Cut at a separator without empty parts at the end; one space stands for any white space. */
  static List<@Nullable Object> split(String text, String separator) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (separator.equals(" ")) {
      for (String part : strip(text).split("[\\x00\\s\\x0b]+", -1)) {
        parts.add(part);
      }
    } else if (separator.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(Character.toString(c)));
    } else {
      int from = 0;
      int at = text.indexOf(separator);
      while (at >= 0) {
        parts.add(text.substring(from, at));
        from = at + separator.length();
        at = text.indexOf(separator, from);
      }
      parts.add(text.substring(from));
    }
    while (!parts.isEmpty() && "".equals(parts.getLast())) {
      parts.removeLast();
    }
    return parts;
  }

  /** The elements as text, those of inner lists too. */
  static String join(List<?> list, String separator) {
    List<String> texts = new ArrayList<>();
    flatten(list, texts);
    return String.join(separator, texts);
  }

  private static void flatten(List<?> list, List<String> texts) {
    for (Object element : list) {
      if (element instanceof List<?> inner) {
        flatten(inner, texts);
      } else {
        texts.add(Template.text(element));
      }
    }
  }

  /** Without white space and NULs at either end. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0;
  }

  /** The first letter large, the others small. */
  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT)
        + text.substring(first).toLowerCase(Locale.ROOT);
  }
}
