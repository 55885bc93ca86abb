package io.loggia.pipeline.date;

import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.joda.time.format.ISODateTimeFormat;

/** ISO 8601, and the same with a space for the T and a comma or a dot before the milliseconds. */
record CasualIso8601() implements TimeFormat {
  private static final DateTimeFormatter[] FORMATS = {
    ISODateTimeFormat.dateTimeParser(),
    DateTimeFormat.forPattern("yyyy-MM-dd HH:mm:ss.SSSZ"),
    DateTimeFormat.forPattern("yyyy-MM-dd HH:mm:ss.SSS"),
    DateTimeFormat.forPattern("yyyy-MM-dd HH:mm:ss,SSSZ"),
    DateTimeFormat.forPattern("yyyy-MM-dd HH:mm:ss,SSS")
  };
  private static final FixedLayout[] FAST = {
    FixedLayout.of("yyyy-MM-dd'T'HH:mm:ss.SSSZ"),
    FixedLayout.of("yyyy-MM-dd'T'HH:mm:ssZ"),
    FixedLayout.of("yyyy-MM-dd HH:mm:ss,SSS"),
    FixedLayout.of("yyyy-MM-dd HH:mm:ss.SSS"),
    FixedLayout.of("yyyy-MM-dd'T'HH:mm:ss.SSS"),
    FixedLayout.of("yyyy-MM-dd'T'HH:mm:ss")
  };

  @Override
  public long millis(Object value, DateTimeZone zone) {
    if (!(value instanceof String text)) {
      return NONE;
    }
    for (FixedLayout layout : FAST) {
      long millis = layout.millis(text, zone);
      if (millis != NONE) {
        return millis;
      }
    }
    for (DateTimeFormatter format : FORMATS) {
      long millis = JodaPattern.parse(format.withZone(zone), text);
      if (millis != NONE) {
        return millis;
      }
    }
    return NONE;
  }
}
