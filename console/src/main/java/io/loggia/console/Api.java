package io.loggia.console;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.loggia.console.search.FieldValues;
import io.loggia.console.search.LogQuery;
import io.loggia.console.search.LogSearch;
import io.loggia.console.search.Page;
import io.loggia.console.search.QueryException;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api}: JSON in answer to GET requests; see {@code docs/console.md}. */
final class Api {
  private static final System.Logger LOG = System.getLogger(Api.class.getName());
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final int MOST_FIELDS = 500;
  private static final int DEFAULT_FIELDS = 200;
  private static final int MOST_VALUES = 100;
  private static final int DEFAULT_VALUES = 5;

  private final LogSearch search;
  private final InstantSource clock;

  Api(LogSearch search, InstantSource clock) {
    this.search = search;
    this.clock = clock;
  }

  /** What an address of the API does with its parameters. */
  @FunctionalInterface
  private interface Question {
    Map<String, ?> answer(Parameters parameters) throws IOException, QueryException;
  }

  void routes(HttpRouting.Builder routing) {
    routing.get("/api/search", handler(this::search));
    routing.get("/api/histogram", handler(this::histogram));
    routing.get("/api/fields", handler(this::fields));
    routing.get("/api/field-values", handler(this::values));
    routing.get("/api/health", handler(this::health));
  }

  private Map<String, ?> search(Parameters parameters) throws IOException, QueryException {
    LogQuery query = parameters.logQuery();
    Page page = parameters.page();
    if (parameters.text("histogram", "false").equals("true")) {
      page = page.with(parameters.histogram(query));
    }
    return Answers.search(query, search.search(query, page));
  }

  private Map<String, ?> histogram(Parameters parameters) throws IOException, QueryException {
    LogQuery query = parameters.logQuery();
    Page page = Page.newest(0).with(parameters.histogram(query));
    return Answers.histogram(query, search.search(query, page));
  }

  private Map<String, ?> fields(Parameters parameters) throws IOException, QueryException {
    int limit = parameters.number("limit", DEFAULT_FIELDS, MOST_FIELDS);
    return Answers.fields(
        search.fields(parameters.index(), parameters.text("name", ""), limit + 1), limit);
  }

  private Map<String, ?> values(Parameters parameters) throws IOException, QueryException {
    String field = parameters.text("field", "");
    if (field.isEmpty()) {
      throw new QueryException("say which field: /api/field-values?field=host.name");
    }
    int size = parameters.number("size", DEFAULT_VALUES, MOST_VALUES);
    FieldValues values = search.values(parameters.logQuery(), field, size);
    return Answers.values(values);
  }

  private Map<String, ?> health(Parameters parameters) throws IOException, QueryException {
    return Answers.health(search.stock(parameters.index()));
  }

  private Handler handler(Question question) {
    return (request, response) -> {
      if (isForeign(request)) {
        fail(response, Status.FORBIDDEN_403, "Another site's page may not ask this one.", 0);
        return;
      }
      try {
        Parameters parameters = new Parameters(request.query(), clock.instant());
        send(response, Status.OK_200, question.answer(parameters));
      } catch (QueryException e) {
        fail(response, Status.BAD_REQUEST_400, e.getMessage(), e.position());
      } catch (IOException e) {
        fail(response, Status.SERVICE_UNAVAILABLE_503, "The store: " + e.getMessage(), 0);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "could not answer " + request.path().path(), e);
        fail(response, Status.INTERNAL_SERVER_ERROR_500, "Loggia failed: " + e.getMessage(), 0);
      }
    };
  }

  /** Browsers say when a page of another site asks; logs are not for it. */
  private static boolean isForeign(ServerRequest request) {
    String site = request.headers().first(FETCH_SITE).orElse("none");
    return site.equals("cross-site") || site.equals("same-site");
  }

  private static void fail(
      ServerResponse response, Status status, @Nullable String message, int position) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message == null ? "unknown" : message);
    if (position > 0) {
      error.put("position", position);
    }
    send(response, status, Map.of("error", error));
  }

  private static void send(ServerResponse response, Status status, Map<String, ?> body) {
    response.status(status);
    response.header("Cache-Control", "no-store");
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(EventJson.valueString(body).getBytes(StandardCharsets.UTF_8));
  }
}
