package io.loggia.app.generate;

import io.loggia.event.Timestamps;

/** One JSON object per line; which fields it has beside the usual ones depends on what happened. */
final class AppLines implements Lines {
  private final Happenings happenings;
  private final StringBuilder json = new StringBuilder(500);

  AppLines(Happenings happenings) {
    this.happenings = happenings;
  }

  @Override
  public String next() {
    happenings.advance();
    json.setLength(0);
    json.append("{\"timestamp\":\"").append(Timestamps.format(happenings.time));
    field("level", happenings.level);
    field("logger", happenings.logger);
    field("thread", happenings.thread);
    field("message", happenings.message);
    if (!happenings.trace.isEmpty()) {
      field("stack_trace", happenings.trace);
    }
    if (!happenings.line.isEmpty()) {
      field("line", happenings.line);
    }
    json.append('"');
    if (happenings.logger.startsWith("shop.order")) {
      json.append(",\"order\":{\"id\":").append(happenings.orderId).append('}');
    }
    if (happenings.thread.startsWith("http-")) {
      json.append(",\"duration_ms\":").append((long) (happenings.millis * 100) / 100.0);
      field("trace_id", Long.toHexString(happenings.chance.bits() | Long.MIN_VALUE), ",");
      json.append('"');
    }
    return json.append('}').toString();
  }

  /** Ends the string before, and begins the next without its closing quote. */
  private void field(String name, String value) {
    field(name, value, "\",");
  }

  private void field(String name, String value, String before) {
    json.append(before).append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        default -> json.append(c);
      }
    }
  }
}
