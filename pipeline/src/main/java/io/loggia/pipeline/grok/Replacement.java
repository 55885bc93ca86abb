package io.loggia.pipeline.grok;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.joni.Regex;
import org.joni.Region;
import org.joni.exception.JOniException;

/** Ruby's replacement text: {@code \1}, {@code \0}, {@code \&}, {@code \k<name>}, {@code \\}. */
final class Replacement {
  private final List<Object> parts = new ArrayList<>();

  private Replacement() {}

  static Replacement parse(String text, Regex regex) {
    Replacement replacement = new Replacement();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '\\' || at + 1 == text.length()) {
        literal.append(c);
        at++;
        continue;
      }
      char escaped = text.charAt(at + 1);
      int close = escaped == 'k' && text.startsWith("<", at + 2) ? text.indexOf('>', at) : -1;
      if ((escaped >= '0' && escaped <= '9') || escaped == '&') {
        replacement.literal(literal).parts.add(escaped == '&' ? 0 : escaped - '0');
        at += 2;
      } else if (close > 0) {
        replacement.literal(literal).parts.add(group(text.substring(at + 3, close), regex));
        at = close + 1;
      } else {
        literal.append(escaped == '\\' ? "\\" : "\\" + escaped);
        at += 2;
      }
    }
    return replacement.literal(literal);
  }

  void append(StringBuilder out, byte[] bytes, Region region) {
    for (Object part : parts) {
      if (part instanceof Integer group) {
        String value = group < region.getNumRegs() ? RubyRegex.group(bytes, region, group) : null;
        out.append(value == null ? "" : value);
      } else {
        out.append(part);
      }
    }
  }

  private Replacement literal(StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(literal.toString());
      literal.setLength(0);
    }
    return this;
  }

  private static int group(String name, Regex regex) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    try {
      return regex.nameToBackrefNumber(bytes, 0, bytes.length, Region.newRegion(1));
    } catch (JOniException unknown) {
      throw new IllegalArgumentException("no group is named <" + name + ">", unknown);
    }
  }
}
