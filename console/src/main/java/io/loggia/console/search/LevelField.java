package io.loggia.console.search;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which field holds an event's level, asked seldom: a mapping changes seldom. Thread-safe. */
final class LevelField {
  private static final List<String> CANDIDATES = List.of("log.level", "level");
  private static final long KEPT_NANOS = 15_000_000_000L;

  private record Known(String index, @Nullable String field, long nanos) {}

  private final Fields fields;
  private volatile @Nullable Known last;

  LevelField(Fields fields) {
    this.fields = fields;
  }

  /** The first candidate whose values can be counted everywhere; null when there is none. */
  @Nullable String of(String index) throws IOException, QueryException {
    Known known = last;
    long now = System.nanoTime();
    if (known != null && known.index.equals(index) && now - known.nanos < KEPT_NANOS) {
      return known.field;
    }
    String found = null;
    for (String candidate : CANDIDATES) {
      if (found == null && fields.canBeCounted(index, candidate)) {
        found = candidate;
      }
    }
    // A field that is not there yet may come with the next event.
    last = found == null ? null : new Known(index, found, now);
    return found;
  }
}
