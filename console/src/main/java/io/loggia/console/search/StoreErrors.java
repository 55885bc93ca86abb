package io.loggia.console.search;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what the store answered instead of a result. */
final class StoreErrors {
  private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");
  private static final Pattern TOKEN = Pattern.compile("Encountered \" (?:<\\w+> )?\"(.*?) ?\"\"");
  private static final int LONGEST = 300;

  private StoreErrors() {}

  /** Never returns: the question's fault is a {@link QueryException}, all else the store's. */
  static IOException explain(Store.Answer answer, String query) throws QueryException {
    Json error = answer.body().at("error");
    Json cause = root(error);
    String reason = cause.at("reason").text();
    if (answer.status() == 400) {
      throw question(cause.at("type").text(), reason, query);
    }
    return new IOException(
        "the store answered with status "
            + answer.status()
            + (reason.isEmpty() ? "" : ": " + firstLine(reason)));
  }

  /** The innermost reason that names a type. */
  static Json root(Json error) {
    Json here = error.at("root_cause", "0").value() != null ? error.at("root_cause", "0") : error;
    Json shard = error.at("failed_shards", "0", "reason");
    if (shard.value() != null) {
      here = shard;
    }
    while (here.at("caused_by").value() != null) {
      here = here.at("caused_by");
    }
    return here;
  }

  private static QueryException question(String type, String reason, String query) {
    if (type.equals("too_many_clauses")) {
      return new QueryException("The query matches too many different terms; make it narrower.");
    }
    return syntaxError(reason, query)
        .orElseGet(() -> new QueryException("The store refused the query: " + firstLine(reason)));
  }

  /** The parser's complaint about the query, if the text holds one. */
  static Optional<QueryException> syntaxError(String text, String query) {
    if (text.startsWith("Encountered") || text.startsWith("Lexical error")) {
      return Optional.of(syntax(text, query));
    }
    String prefix = "Cannot parse '" + query + "': ";
    int start = text.indexOf(prefix);
    return start < 0
        ? Optional.empty()
        : Optional.of(syntax(text.substring(start + prefix.length()), query));
  }

  private static QueryException syntax(String reason, String query) {
    Matcher place = PLACE.matcher(reason);
    int position = place.find() ? position(query, place) : 0;
    String where = position > 0 ? " (character " + position + ")" : "";
    if (query.chars().filter(c -> c == '"').count() % 2 == 1) {
      return new QueryException(
          "A quotation mark is opened and never closed.", query.lastIndexOf('"') + 1);
    }
    if (reason.startsWith("Lexical error")) {
      return new QueryException(
          "A character is not expected here"
              + where
              + "; put a backslash before special characters, or quotation marks around words.",
          position);
    }
    if (reason.contains("<EOF>")) {
      return new QueryException(
          "The query ends too early" + where + ": something is missing at its end.", position);
    }
    Matcher token = TOKEN.matcher(reason);
    if (token.find()) {
      return new QueryException(
          "“" + token.group(1) + "” is not expected here" + where + ".", position);
    }
    return new QueryException(firstLine(reason), position);
  }

  private static int position(String query, Matcher place) {
    int line = Integer.parseInt(place.group(1));
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = query.indexOf('\n', start) + 1;
    }
    return Math.min(start + Integer.parseInt(place.group(2)) + 1, query.length() + 1);
  }

  static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
