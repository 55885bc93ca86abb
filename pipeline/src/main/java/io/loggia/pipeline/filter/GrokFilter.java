package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.EcsCompatibility;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.grok.GrokExpression;
import io.loggia.pipeline.grok.GrokExpression.Match;
import io.loggia.pipeline.grok.PatternLibrary;
import io.loggia.pipeline.plan.EventFields;
import io.loggia.pipeline.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.joni.exception.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Takes fields out of text by named patterns. */
final class GrokFilter implements Filter {
  private final List<FieldPatterns> match;
  private final boolean breakOnMatch;
  private final boolean keepEmpty;
  private final List<String> tagsOnFailure;
  private final String tagOnTimeout;
  private final long timeoutNanos;
  private final boolean timeoutPerEvent;

  /** The patterns to try on one field. */
  private record FieldPatterns(FieldPath field, List<Grok> groks) {}

  /** An expression, and where each of its captures goes. */
  private record Grok(GrokExpression expression, List<Destination> destinations) {}

  private record Destination(
      GrokExpression.Capture capture, FieldPath field, boolean overwrite, boolean ordinary) {}

  GrokFilter(Settings settings) {
    breakOnMatch = settings.flag("break_on_match", true);
    keepEmpty = settings.flag("keep_empty_captures", false);
    tagsOnFailure = settings.texts("tag_on_failure", List.of("_grokparsefailure"));
    tagOnTimeout = settings.text("tag_on_timeout", "_groktimeout");
    double millis = settings.number("timeout_millis", 30_000, 0, Integer.MAX_VALUE);
    timeoutNanos = (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
    timeoutPerEvent =
        settings.choice("timeout_scope", "pattern", "pattern", "event").equals("event");
    match = patterns(settings);
  }

  private static List<FieldPatterns> patterns(Settings settings) {
    boolean namedOnly = settings.flag("named_captures_only", true);
    List<String> overwrite = settings.texts("overwrite", List.of());
    String target = settings.text("target").map(GrokFilter::bracketed).orElse("");
    PatternLibrary library = library(settings);
    List<FieldPatterns> all = new ArrayList<>();
    settings
        .hash("match")
        .forEach(
            (name, patterns) -> {
              List<Grok> groks = new ArrayList<>();
              for (Object pattern : patterns instanceof List<?> list ? list : List.of(patterns)) {
                settings
                    .checked(
                        "match",
                        () -> GrokExpression.compile(pattern.toString(), library, namedOnly))
                    .flatMap(e -> settings.checked("match", () -> grok(e, target, overwrite)))
                    .ifPresent(groks::add);
              }
              settings
                  .checked("match", () -> FieldPath.parse(name))
                  .ifPresent(field -> all.add(new FieldPatterns(field, List.copyOf(groks))));
            });
    return List.copyOf(all);
  }

  private static Grok grok(GrokExpression expression, String target, List<String> overwrite) {
    List<Destination> destinations = new ArrayList<>();
    for (GrokExpression.Capture capture : expression.captures()) {
      String field = target.isEmpty() ? capture.field() : target + bracketed(capture.field());
      FieldPath path = FieldPath.parse(field);
      destinations.add(
          new Destination(
              capture, path, overwrite.contains(capture.field()), EventFields.isOrdinary(path)));
    }
    return new Grok(expression, List.copyOf(destinations));
  }

  private static String bracketed(String field) {
    String name = field.strip();
    return name.startsWith("[") ? name : "[" + name + "]";
  }

  private static PatternLibrary library(Settings settings) {
    boolean ecs = Ecs.of(settings) == EcsCompatibility.V8;
    PatternLibrary library = PatternLibrary.builtIn(ecs);
    for (Map<String, String> file : PatternFiles.read(settings)) {
      library = library.with(file);
    }
    return library.with(settings.textHash("pattern_definitions"));
  }

  @Override
  public Verdict filter(Event event) throws InterruptedException {
    long deadline = timeoutPerEvent && timeoutNanos > 0 ? System.nanoTime() + timeoutNanos : 0;
    boolean matched = false;
    try {
      for (FieldPatterns patterns : match) {
        if (match(event, patterns, deadline)) {
          matched = true;
          if (breakOnMatch) {
            break;
          }
        }
      }
    } catch (TimeoutException late) {
      EventFields.tag(event, tagOnTimeout);
      return Verdict.FAILED;
    }
    if (matched) {
      return Verdict.MATCHED;
    }
    tagsOnFailure.forEach(tag -> EventFields.tag(event, tag));
    return Verdict.FAILED;
  }

  private boolean match(Event event, FieldPatterns patterns, long deadline)
      throws InterruptedException {
    Object input = event.get(patterns.field());
    if (!(input instanceof List<?> inputs)) {
      return match(event, patterns.groks(), Template.text(input), deadline);
    }
    boolean any = false;
    for (Object element :
        List.copyOf(EventFields.listOf(inputs).stream().map(Template::text).toList())) {
      any |= match(event, patterns.groks(), String.valueOf(element), deadline);
    }
    return any;
  }

  /** As Logstash does, where all patterns are tried, the last one's outcome is the answer. */
  private boolean match(Event event, List<Grok> groks, String text, long deadline)
      throws InterruptedException {
    boolean matched = false;
    for (Grok grok : groks) {
      Match found = grok.expression().match(text, allowance(deadline));
      matched = found != null;
      if (found != null) {
        for (Destination destination : grok.destinations()) {
          take(event, destination, found);
        }
        if (breakOnMatch) {
          break;
        }
      }
    }
    return matched;
  }

  private long allowance(long deadline) throws InterruptedException {
    if (deadline == 0) {
      return timeoutNanos;
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new TimeoutException();
    }
    return left;
  }

  private void take(Event event, Destination destination, Match match) {
    String text = match.get(destination.capture());
    if (!keepEmpty && (text == null || text.isEmpty())) {
      return;
    }
    Object value = text == null ? null : typed(text, destination.capture().type());
    Object existing = destination.overwrite() ? null : event.get(destination.field());
    if (existing instanceof List<?> || existing instanceof String) {
      List<@Nullable Object> all = EventFields.listOf(existing);
      all.add(value);
      set(event, destination, all);
    } else if (existing == null) {
      set(event, destination, value);
    }
  }

  private static void set(Event event, Destination destination, @Nullable Object value) {
    if (destination.ordinary()) {
      event.set(destination.field(), value);
    } else {
      EventFields.set(event, destination.field(), value);
    }
  }

  private static Object typed(String text, GrokExpression.Type type) {
    return switch (type) {
      case TEXT -> text;
      case INT -> RubyNumbers.toInteger(text);
      case FLOAT -> RubyNumbers.toFloat(text);
    };
  }
}
