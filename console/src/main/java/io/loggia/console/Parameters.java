package io.loggia.console;

import io.helidon.common.uri.UriQuery;
import io.loggia.console.search.HistogramRequest;
import io.loggia.console.search.LogQuery;
import io.loggia.console.search.LogQuery.Filter;
import io.loggia.console.search.Page;
import io.loggia.console.search.QueryException;
import io.loggia.console.search.TimeExpression;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's query string, read as what it asks for. */
record Parameters(UriQuery query, Instant now) {
  private static final String DEFAULT_FROM = "now-24h";
  private static final int DEFAULT_SIZE = 200;

  String text(String name, String otherwise) {
    String value = query.first(name).orElse("");
    return value.isBlank() ? otherwise : value;
  }

  int number(String name, int otherwise, int most) throws QueryException {
    String text = text(name, "" + otherwise);
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new QueryException(name + "=" + text + " is no number", e);
    }
    throw new QueryException(name + "=" + text + " is not within 0 to " + most);
  }

  String index() {
    return text("index", LogQuery.EVERYWHERE);
  }

  LogQuery logQuery() throws QueryException {
    Instant from = time("from", DEFAULT_FROM);
    Instant to = time("to", "now");
    if (!from.isBefore(to)) {
      throw new QueryException("The time range ends (" + to + ") before it starts (" + from + ").");
    }
    return new LogQuery(text("q", ""), filters(), from, to, index());
  }

  Page page() throws QueryException {
    String order = text("sort", "desc");
    if (!order.equals("desc") && !order.equals("asc")) {
      throw new QueryException("sort=" + order + " is neither desc nor asc");
    }
    return new Page(
        number("size", DEFAULT_SIZE, Page.LARGEST),
        order.equals("desc"),
        query.first("after").orElse(null),
        List.of(),
        null);
  }

  HistogramRequest histogram(LogQuery query) throws QueryException {
    return HistogramRequest.between(orNow(query.from()), orNow(query.to()), zone());
  }

  private Instant orNow(@Nullable Instant time) {
    return time == null ? now : time;
  }

  private Instant time(String name, String otherwise) throws QueryException {
    return TimeExpression.parse(text(name, otherwise), now, ZoneOffset.UTC);
  }

  private ZoneId zone() throws QueryException {
    String zone = text("zone", "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new QueryException("zone=" + zone + " is no time zone such as Europe/Vienna", e);
    }
  }

  private List<Filter> filters() throws QueryException {
    List<Filter> filters = new ArrayList<>();
    for (String text : query.all("is", List::of)) {
      filters.add(Filter.parse(text, false));
    }
    for (String text : query.all("not", List::of)) {
      filters.add(Filter.parse(text, true));
    }
    return filters;
  }
}
