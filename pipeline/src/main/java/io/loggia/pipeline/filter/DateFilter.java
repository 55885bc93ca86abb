package io.loggia.pipeline.filter;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Template;
import io.loggia.pipeline.date.TimeFormat;
import io.loggia.pipeline.plan.EventFields;
import io.loggia.pipeline.plan.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.joda.time.DateTimeZone;
import org.jspecify.annotations.Nullable;

/** Sets the event's time, or another field, from a text. Times have milliseconds. */
final class DateFilter implements Filter {
  private final FieldPath source;
  private final List<TimeFormat> formats;
  private final FieldPath target;
  private final List<String> tagsOnFailure;
  private final DateTimeZone zone;
  private final @Nullable Template zoneOfEvent;

  DateFilter(Settings settings) {
    List<String> match = settings.texts("match", List.of());
    if (match.size() < 2) {
      settings.problem("match", "needs a field and at least one format");
    }
    source =
        match.isEmpty()
            ? FieldPath.of(Event.MESSAGE)
            : settings
                .checked("match", () -> FieldPath.parse(match.getFirst()))
                .orElse(FieldPath.of(Event.MESSAGE));
    Locale locale =
        settings
            .text("locale")
            .map(tag -> Locale.forLanguageTag(tag.replace('_', '-')))
            .orElse(Locale.US);
    formats = formats(settings, match, locale);
    target = settings.field("target").orElse(FieldPath.of(Event.TIMESTAMP));
    tagsOnFailure = settings.texts("tag_on_failure", List.of("_dateparsefailure"));
    Template timezone = settings.template("timezone").orElse(null);
    zoneOfEvent = timezone == null || timezone.isConstant() ? null : timezone;
    String constant =
        timezone != null && timezone.isConstant()
            ? timezone.toString()
            : settings.options().zone().getId();
    zone =
        settings.checked("timezone", () -> DateTimeZone.forID(constant)).orElse(DateTimeZone.UTC);
  }

  private static List<TimeFormat> formats(Settings settings, List<String> match, Locale locale) {
    List<TimeFormat> formats = new ArrayList<>();
    for (String format : match.subList(Math.min(1, match.size()), match.size())) {
      settings
          .checked("match", () -> TimeFormat.of(format, locale, settings.options().clock()))
          .ifPresent(formats::add);
    }
    return List.copyOf(formats);
  }

  @Override
  public Verdict filter(Event event) {
    Object value = event.get(source);
    if (value == null) {
      return Verdict.UNMATCHED;
    }
    DateTimeZone local = zoneOfEvent == null ? zone : zone(zoneOfEvent.render(event));
    if (local != null) {
      for (TimeFormat format : formats) {
        long millis = format.millis(value, local);
        if (millis != TimeFormat.NONE) {
          event.set(target, Instant.ofEpochMilli(millis));
          return Verdict.MATCHED;
        }
      }
    }
    tagsOnFailure.forEach(tag -> EventFields.tag(event, tag));
    return Verdict.FAILED;
  }

  private static @Nullable DateTimeZone zone(String id) {
    try {
      return DateTimeZone.forID(id);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }
}
