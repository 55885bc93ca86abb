package io.loggia.app.search;

import io.loggia.console.search.SearchResult.Hit;
import io.loggia.event.EventJson;
import io.loggia.event.Timestamps;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Time with offset, host, file, level, message: as a log file would have it. */
final class LogLine implements LineFormat {
  private static final String RESET = "\u001b[0m";
  private static final String DIM = "\u001b[2m";

  private final ZoneId zone;
  private final boolean coloured;

  LogLine(ZoneId zone, boolean coloured) {
    this.zone = zone;
    this.coloured = coloured;
  }

  @Override
  public String line(Hit hit) {
    Map<?, ?> source = hit.source();
    StringBuilder line = new StringBuilder(160);
    part(line, DIM, time(source));
    part(line, DIM, place(source));
    String level = level(source);
    part(line, colour(level), level);
    return line.append(message(source)).toString();
  }

  private void part(StringBuilder line, String colour, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (coloured && !colour.isEmpty()) {
      line.append(colour).append(text).append(RESET);
    } else {
      line.append(text);
    }
    line.append(' ');
  }

  /** {@code 2026-11-20T08:44:41.757+01:00}; UTC's own form with Z where that is the zone. */
  private String time(Map<?, ?> source) {
    String text = Sources.text(source, "@timestamp");
    Optional<Instant> time = Timestamps.parse(text);
    if (time.isEmpty()) {
      return text.isEmpty() ? "-" : Printable.text(text);
    }
    ZoneOffset offset = zone.getRules().getOffset(time.get());
    Instant shifted = time.get().plusSeconds(offset.getTotalSeconds());
    return Timestamps.format(shifted).substring(0, 23) + offset.getId();
  }

  private static String place(Map<?, ?> source) {
    String host = Sources.text(source, "host.name");
    String file = Sources.text(source, "log.file.path");
    if (file.isEmpty()) {
      file = Sources.text(source, "service.name");
    }
    String place = file.isEmpty() ? host : host.isEmpty() ? file : host + ":" + file;
    return Printable.text(place).replace('\n', ' ');
  }

  private static String level(Map<?, ?> source) {
    String level = Sources.text(source, "log.level");
    return Printable.text(level.isEmpty() ? Sources.text(source, "level") : level)
        .replace('\n', ' ');
  }

  private static String message(Map<?, ?> source) {
    String message = Sources.text(source, "message");
    if (message.isEmpty()) {
      message = Sources.text(source, "event.original");
    }
    return Printable.text(message.isEmpty() ? EventJson.valueString(source) : message);
  }

  private static String colour(String level) {
    String lower = level.toLowerCase(Locale.ROOT);
    if (lower.startsWith("err") || lower.startsWith("fatal") || lower.startsWith("crit")) {
      return "\u001b[31m";
    }
    if (lower.startsWith("warn")) {
      return "\u001b[33m";
    }
    return lower.startsWith("debug") || lower.startsWith("trace") ? DIM : "\u001b[34m";
  }
}
