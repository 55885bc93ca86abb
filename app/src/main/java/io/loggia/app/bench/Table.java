package io.loggia.app.bench;

import io.loggia.event.EventJson;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints figures as they come, as rows or as NDJSON. */
public final class Table {
  private final PrintStream out;
  private final boolean json;

  public Table(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void title(String title) {
    if (!json) {
      out.printf(Locale.ROOT, "%n%s%n", title);
    }
  }

  void progress(String text) {
    if (!json) {
      System.err.println("  … " + text);
    }
  }

  /** A figure that nothing is compared with. */
  void row(String name, double value, String unit) {
    print(name, value, unit, "", Double.NaN);
  }

  /** A figure, and how often another one goes into it. */
  void row(String name, double value, String unit, String other, double otherValue) {
    print(name, value, unit, other, value / otherValue);
  }

  private void print(String name, double value, String unit, String other, double ratio) {
    if (json) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("figure", name);
      row.put("value", value);
      row.put("unit", unit);
      if (!other.isEmpty()) {
        row.put("ratio_to", other);
        row.put("ratio", ratio);
      }
      out.println(EventJson.valueString(row));
      return;
    }
    String digits = value < 100 ? "%,.2f" : "%,.0f";
    out.printf(Locale.ROOT, "  %-58s %14s %-9s", name, digits.formatted(value), unit);
    out.println(other.isEmpty() ? "" : String.format(Locale.ROOT, " %6.2f × %s", ratio, other));
    out.flush();
  }
}
