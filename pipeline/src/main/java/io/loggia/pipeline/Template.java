package io.loggia.pipeline;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.FieldPath;
import io.loggia.event.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A text with references to an event, parsed once: {@code %{field}}, {@code %{[a][b]}}, {@code
 * %{+YYYY.MM.dd}} (Joda, UTC), {@code %{{yyyy-MM-dd}}} (java.time, UTC), {@code %{+%s}}, {@code
 * %{{TIME_NOW}}}. A reference to a field that is not there stays in the text as it is written.
 * Immutable and thread-safe.
 */
public final class Template {
  private final String source;
  private final List<Piece> pieces;

  /** Appends what it stands for; a lone method, so that rendering is a loop without a switch. */
  private interface Piece {
    void append(Event event, StringBuilder text);
  }

  private Template(String source, List<Piece> pieces) {
    this.source = source;
    this.pieces = List.copyOf(pieces);
  }

  /** A text that is the same for every event, references included. */
  public static Template literal(String text) {
    return new Template(text, List.of());
  }

  public static Template parse(String text) {
    return parse(text, InstantSource.system());
  }

  /**
   * @param clock answers {@code %{{TIME_NOW}}}
   * @throws IllegalArgumentException when a time format is none
   */
  public static Template parse(String text, InstantSource clock) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    int open = text.indexOf("%{");
    int close = open < 0 ? -1 : text.indexOf('}', open);
    while (open >= 0 && close >= 0) {
      if (open > from) {
        String between = text.substring(from, open);
        pieces.add((event, out) -> out.append(between));
      }
      boolean javaTime = text.startsWith("{", open + 2) && text.startsWith("}", close + 1);
      String inner = text.substring(open + (javaTime ? 3 : 2), close);
      pieces.add(javaTime ? javaTime(inner, clock) : reference(inner));
      from = close + (javaTime ? 2 : 1);
      open = text.indexOf("%{", from);
      close = open < 0 ? -1 : text.indexOf('}', open);
    }
    if (pieces.isEmpty()) {
      return literal(text);
    }
    String rest = text.substring(from);
    pieces.add((event, out) -> out.append(rest));
    return new Template(text, pieces);
  }

  /** The text for this event. */
  public String render(Event event) {
    if (pieces.isEmpty()) {
      return source;
    }
    StringBuilder text = new StringBuilder(source.length() + 32);
    for (Piece piece : pieces) {
      piece.append(event, text);
    }
    return text.toString();
  }

  /** Whether the text is the same for every event. */
  public boolean isConstant() {
    return pieces.isEmpty();
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return source;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template template
        && template.source.equals(source)
        && template.isConstant() == isConstant();
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  private static Piece reference(String inner) {
    if (inner.equals("+%s")) {
      return (event, out) -> {
        Instant time = event.timestamp();
        if (time != null) {
          out.append(time.getEpochSecond());
        }
      };
    }
    if (inner.startsWith("+")) {
      return jodaTime(inner.substring(1));
    }
    FieldPath path = FieldPath.tryParse(inner).orElse(null);
    String asWritten = "%{" + inner + "}";
    if (path == null) {
      return (event, out) -> out.append(asWritten);
    }
    return (event, out) -> {
      Object value = event.get(path);
      out.append(value == null ? asWritten : text(value));
    };
  }

  private static Piece jodaTime(String pattern) {
    DateTimeFormatter format =
        DateTimeFormat.forPattern(pattern).withLocale(Locale.ROOT).withZone(DateTimeZone.UTC);
    return (event, out) -> {
      Instant time = event.timestamp();
      if (time != null) {
        format.printTo(out, time.toEpochMilli());
      }
    };
  }

  private static Piece javaTime(String pattern, InstantSource clock) {
    if (pattern.equals("TIME_NOW")) {
      return (event, out) -> out.append(clock.instant());
    }
    java.time.format.DateTimeFormatter format =
        java.time.format.DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    return (event, out) -> {
      Instant time = event.timestamp();
      if (time != null) {
        format.formatTo(time, out);
      }
    };
  }

  /** A value as text: lists joined with commas, maps as JSON, times as ISO 8601. */
  public static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Instant time -> Timestamps.format(time);
      case List<?> list -> list.stream().map(Template::text).collect(Collectors.joining(","));
      case Map<?, ?> map -> EventJson.valueString(map);
      default -> value.toString();
    };
  }
}
