package io.loggia.app.search;

import io.loggia.console.search.LogQuery;
import io.loggia.console.search.LogSearch;
import io.loggia.console.search.Page;
import io.loggia.console.search.QueryException;
import io.loggia.console.search.SearchResult;
import io.loggia.console.search.SearchResult.Hit;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Prints what a search finds, oldest first whatever the order it is asked for in. */
final class SearchOutput {
  private final LogSearch search;
  private final LineFormat format;
  private final PrintWriter out;
  private final PrintWriter errors;
  private boolean empty = true;

  SearchOutput(LogSearch search, LineFormat format, PrintWriter out, PrintWriter errors) {
    this.search = search;
    this.format = format;
    this.out = out;
    this.errors = errors;
  }

  /** The newest so many; held back until the first of them is known. Returns what is missing. */
  String newest(LogQuery query, int limit) throws IOException, QueryException {
    List<String> lines = new ArrayList<>();
    Pages pages = new Pages(search, query, true);
    for (SearchResult result = pages.first(limit);
        result != null;
        result = lines.size() < limit ? pages.next(limit - lines.size()) : null) {
      result.hits().forEach(hit -> lines.add(format.line(hit)));
    }
    lines.reversed().forEach(out::println);
    out.flush();
    empty = lines.isEmpty();
    if (pages.total() > lines.size()) {
      errors.printf(
          "(the newest %,d of %s%,d; --limit 0 prints all)%n",
          lines.size(), pages.exact() ? "" : "more than ", pages.total());
    }
    return pages.missing();
  }

  /** Everything, page by page; stops when nobody reads any more. Returns what is missing. */
  String all(LogQuery query) throws IOException, QueryException {
    Pages pages = new Pages(search, query, false);
    for (SearchResult result = pages.first(Page.LARGEST);
        result != null && !isClosed();
        result = pages.next(Page.LARGEST)) {
      print(result.hits());
    }
    return pages.missing();
  }

  /** The newest so many, and what finds those that come after them. */
  Follower begin(LogQuery query, int limit, InstantSource clock)
      throws IOException, QueryException {
    Follower follower = new Follower(search, query, clock);
    follower.next();
    List<Hit> newest = new Pages(search, query, true).first(limit).hits();
    newest.forEach(follower::met);
    print(newest.reversed());
    return follower;
  }

  void print(List<Hit> hits) {
    hits.forEach(hit -> out.println(format.line(hit)));
    empty &= hits.isEmpty();
    out.flush();
  }

  boolean isEmpty() {
    return empty;
  }

  /** Whether nobody reads any more. */
  boolean isClosed() {
    return out.checkError();
  }
}
