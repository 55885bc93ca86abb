package io.loggia.app.search;

import io.loggia.console.search.LogQuery;
import io.loggia.console.search.LogSearch;
import io.loggia.console.search.Page;
import io.loggia.console.search.QueryException;
import io.loggia.console.search.SearchResult;
import io.loggia.console.search.SearchResult.Hit;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search's pages one after the other, without the few events in which they overlap. */
final class Pages {
  private final LogSearch search;
  private final LogQuery query;
  private final boolean newestFirst;
  private Set<String> last = Set.of();
  private @Nullable String after;
  private long total;
  private boolean exact = true;
  private String missing = "";

  Pages(LogSearch search, LogQuery query, boolean newestFirst) {
    this.search = search;
    this.query = query;
    this.newestFirst = newestFirst;
  }

  SearchResult first(int wanted) throws IOException, QueryException {
    SearchResult result = ask(wanted, null);
    total = result.total();
    exact = result.exact();
    return result;
  }

  /** The next page with at most so many events; null behind the last. */
  @Nullable SearchResult next(int wanted) throws IOException, QueryException {
    return after == null ? null : ask(wanted, after);
  }

  private SearchResult ask(int wanted, @Nullable String from) throws IOException, QueryException {
    int size = Math.min(Page.LARGEST, from == null ? wanted : wanted + 1);
    SearchResult result = search.search(query, new Page(size, newestFirst, from, List.of(), null));
    Set<String> before = last;
    List<Hit> hits =
        result.hits().stream().filter(hit -> !before.contains(key(hit))).limit(wanted).toList();
    // The overlap is within one millisecond and one sequence number, so the last page suffices.
    last = new HashSet<>();
    result.hits().forEach(hit -> last.add(key(hit)));
    after = hits.isEmpty() ? null : result.next();
    if (!result.missing().isEmpty()) {
      missing = result.missing();
    }
    return result.with(hits);
  }

  private static String key(Hit hit) {
    return hit.index() + "/" + hit.id();
  }

  long total() {
    return total;
  }

  boolean exact() {
    return exact;
  }

  /** Why some of it is missing; empty when none is. */
  String missing() {
    return missing;
  }
}
