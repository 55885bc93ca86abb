package io.loggia.app.search;

import io.loggia.console.search.LogQuery;
import io.loggia.console.search.LogSearch;
import io.loggia.console.search.Page;
import io.loggia.console.search.QueryException;
import io.loggia.console.search.SearchResult;
import io.loggia.console.search.SearchResult.Hit;
import io.loggia.event.Timestamps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds events as they arrive. Events come late and out of order, so each round asks again for the
 * last {@link #LATEST}, without those that were met already.
 */
final class Follower {
  static final Duration LATEST = Duration.ofMinutes(2);
  private static final int MOST_SEEN = 10_000;

  private final LogSearch search;
  private final LogQuery query;
  private final InstantSource clock;
  private final Seen seen;

  Follower(LogSearch search, LogQuery query, InstantSource clock) {
    this.search = search;
    this.query = query;
    this.clock = clock;
    this.seen = new Seen(clock.instant(), LATEST, MOST_SEEN);
  }

  /** Events that were not met before, in the order of their times. */
  List<Hit> next() throws IOException, QueryException {
    List<Hit> fresh = new ArrayList<>();
    List<String> known = seen.ids();
    Page page = new Page(Page.LARGEST, false, null, known, null);
    LogQuery recent = query.between(seen.start(), null);
    for (String after = null; page != null; page = after == null ? null : page.after(after)) {
      SearchResult result = search.search(recent, page);
      for (Hit hit : result.hits()) {
        if (met(hit)) {
          fresh.add(hit);
        }
      }
      after = result.next();
    }
    seen.forget(clock.instant());
    return fresh;
  }

  /** Notes an event that was shown otherwise; says whether it is new. */
  boolean met(Hit hit) {
    @Nullable Instant time =
        Timestamps.parse(Sources.text(hit.source(), "@timestamp")).orElse(null);
    return seen.add(hit.id(), time == null ? clock.instant() : time);
  }
}
