package io.loggia.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.console.search.Json;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.FieldPath;
import io.loggia.event.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API and the files over HTTP, with a real engine behind them. */
final class ConsoleTest {
  private static final Instant NOW = Instant.now();
  private static final int EVENTS = 1_000;
  @TempDir private static Path folder;
  private static RunningConsole console;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    console = RunningConsole.start(folder, 0);
    client = HttpClient.newHttpClient();
    new SampleLogs(NOW).write(console.sink(), EVENTS, Duration.ofHours(6).toMillis());
    List<Event> sameMillisecond = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Event event = new Event(NOW.minus(Duration.ofDays(3)));
      event.set("message", "burst " + i);
      event.set(FieldPath.of("app", "code"), (long) i % 3);
      event.origin(Origin.of(i, "burst"));
      sameMillisecond.add(event);
    }
    console.sink().accept(new Batch(sameMillisecond));
    console.await("logs-*", EVENTS + 300);
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    console.close();
  }

  @Test
  void search_finds_newest_first_and_counts_over_time() throws Exception {
    Json answer = get("/api/search?size=50&histogram=true&from=12h");
    assertThat(answer.at("total").number(0)).isEqualTo(EVENTS);
    assertThat(answer.at("relation").text()).isEqualTo("eq");
    List<String> times =
        answer.at("hits").items().stream().map(h -> h.at("source", "@timestamp").text()).toList();
    assertThat(times).hasSize(50).isSortedAccordingTo((a, b) -> b.compareTo(a));
    Json histogram = answer.at("histogram");
    assertThat(histogram.at("levelField").text()).isEqualTo("log.level");
    assertThat(histogram.at("interval").number(0)).isEqualTo(600_000);
    assertThat(sum(histogram, "count")).isEqualTo(EVENTS);
    assertThat(sum(get("/api/histogram?from=12h"), "count")).isEqualTo(EVENTS);
  }

  private static long sum(Json histogram, String name) {
    return histogram.at("buckets").items().stream().mapToLong(b -> b.at(name).number(0)).sum();
  }

  @Test
  void pages_through_one_millisecond_reach_every_event_once() throws Exception {
    for (String sort : List.of("desc", "asc")) {
      Set<String> ids = new HashSet<>();
      String next = "";
      int pages = 0;
      do {
        Json page = get("/api/search?q=burst&from=5d&size=40&sort=" + sort + next);
        page.at("hits").items().forEach(hit -> ids.add(hit.at("id").text()));
        next = page.at("next").value() == null ? "" : "&after=" + encode(page.at("next").text());
        pages++;
      } while (!next.isEmpty() && pages < 20);
      assertThat(ids).hasSize(300);
    }
  }

  @Test
  void filters_take_in_and_leave_out() throws Exception {
    String all = "/api/search?from=12h&size=0";
    long web = total(all + "&is=host.name:web-1");
    assertThat(web).isPositive().isLessThan(EVENTS);
    assertThat(total(all + "&not=host.name:web-1")).isEqualTo(EVENTS - web);
    assertThat(total(all + "&is=host.name:web-1&not=host.name:web-1")).isZero();
    assertThat(total(all + "&is=log.level:*") + total(all + "&not=log.level:*")).isEqualTo(EVENTS);
    assertThat(total("/api/search?from=5d&size=0&is=app.code:2")).isEqualTo(100);
    assertThat(total(all + "&is=http.response.status_code:503")).isPositive();
    assertThat(total(all + "&is=http.response.status_code:none")).isZero();
    assertThat(total(all + "&is=message:" + encode("hostile login name"))).isEqualTo(20);
  }

  @Test
  void time_bounds_take_every_form() throws Exception {
    String from = encode(NOW.minus(Duration.ofHours(2)).toString());
    long expected = total("/api/search?size=0&from=" + from);
    assertThat(expected).isPositive().isLessThan(EVENTS);
    long millis = NOW.minus(Duration.ofHours(2)).toEpochMilli();
    assertThat(total("/api/search?size=0&from=" + millis)).isEqualTo(expected);
    assertThat(total("/api/search?size=0&from=12h&to=" + from)).isEqualTo(EVENTS - expected);
    assertThat(status("/api/search?from=15m&to=1h")).isEqualTo(400);
    assertThat(error("/api/search?from=soon")).contains("\"soon\" is no time");
  }

  @Test
  void wrong_query_is_explained_with_its_place() throws Exception {
    HttpResponse<String> response = request("/api/search?from=12h&q=" + encode("a AND ("));
    assertThat(response.statusCode()).isEqualTo(400);
    Json error = json(response).at("error");
    assertThat(error.at("message").text()).startsWith("The query ends too early");
    assertThat(error.at("position").number(0)).isEqualTo(8);
    assertThat(error("/api/search?q=" + encode("\"open"))).contains("never closed");
    assertThat(error("/api/search?q=" + encode("a]b") + "&from=12h")).isNotEmpty();
    assertThat(error("/api/search?size=many")).contains("size=many is no number");
    assertThat(error("/api/search?size=5000")).contains("not within 0 to 1000");
    assertThat(error("/api/search?index=a/b")).contains("no name or pattern");
    assertThat(error("/api/search?zone=Mars")).isEmpty();
    assertThat(error("/api/histogram?zone=Mars")).contains("no time zone");
  }

  @Test
  void missing_indices_are_empty() throws Exception {
    Json answer = get("/api/search?index=logs-absent,none-*&histogram=true");
    assertThat(answer.at("total").number(-1)).isZero();
    assertThat(answer.at("hits").items()).isEmpty();
    assertThat(get("/api/health?index=none-*").at("events").number(-1)).isZero();
    assertThat(get("/api/fields?index=none").at("fields").items()).isEmpty();
    assertThat(get("/api/field-values?index=none&field=a").at("values").items()).isEmpty();
  }

  @Test
  void fields_are_found_by_a_part_of_their_name() throws Exception {
    List<String> names =
        get("/api/fields?name=status").at("fields").items().stream()
            .map(field -> field.at("name").text())
            .toList();
    assertThat(names).containsExactly("http.response.status_code");
    Json few = get("/api/fields?limit=3");
    assertThat(few.at("fields").items()).hasSize(3);
    assertThat(few.at("more").isTrue()).isTrue();
  }

  @Test
  void most_frequent_values_are_counted_and_full_text_is_said_not_to_be() throws Exception {
    Json values = get("/api/field-values?from=12h&field=log.level");
    assertThat(values.at("values", "0", "value").text()).isEqualTo("info");
    assertThat(values.at("events").number(0)).isEqualTo(EVENTS / 2);
    assertThat(get("/api/field-values?field=message").at("countable").isTrue()).isFalse();
    assertThat(status("/api/field-values")).isEqualTo(400);
  }

  @Test
  void health_says_what_is_stored() throws Exception {
    Json health = get("/api/health");
    assertThat(health.at("events").number(0)).isEqualTo(EVENTS + 300);
    assertThat(Instant.parse(health.at("oldest").text())).isBefore(health.at("newest").text());
  }

  @Test
  void long_integers_and_the_order_of_fields_survive() throws Exception {
    String body = request("/api/search?size=1&q=order&from=12h").body();
    assertThat(body).containsPattern("\"duration_ns\":900719925474099\\d");
    assertThat(body.indexOf("@timestamp")).isLessThan(body.indexOf("\"message\""));
  }

  @Test
  void page_allows_only_itself() throws Exception {
    HttpResponse<String> page = request("/");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy).startsWith("default-src 'none'").contains("trusted-types lit-html");
    Matcher map = Pattern.compile("<script type=\"importmap\">(.*?)</script>").matcher(page.body());
    assertThat(map.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    for (Object path : new Json(EventJson.parse(map.group(1))).at("imports").members().values()) {
      if (path.toString().endsWith(".js")) {
        assertThat(status(path.toString())).isEqualTo(200);
      }
    }
    assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void files_are_compared_before_they_are_sent_again() throws Exception {
    HttpResponse<String> first = request("/assets/app.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second = request("/assets/app.js", "If-None-Match", tag);
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(first.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
  }

  @Test
  void nothing_but_the_pages_files_is_served() throws Exception {
    for (String path :
        List.of(
            "/assets/index.html",
            "/assets/..%2Fsearch%2Fpackage-info.class",
            "/assets/none.js",
            "/lib/lit/3.3.3/package.json",
            "/lib/lit/3.3.3/..%2F..%2F..%2Findex.js",
            "/lib/lit/",
            "/elsewhere",
            "/api/elsewhere")) {
      assertThat(status(path)).as(path).isEqualTo(404);
    }
  }

  @Test
  void another_sites_page_may_not_ask() throws Exception {
    assertThat(request("/api/search", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(request("/api/search", "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
  }

  private static long total(String path) throws Exception {
    return get(path).at("total").number(-1);
  }

  private static Json get(String path) throws Exception {
    HttpResponse<String> response = request(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static String error(String path) throws Exception {
    return json(request(path)).at("error", "message").text();
  }

  private static int status(String path) throws Exception {
    return request(path).statusCode();
  }

  private static Json json(HttpResponse<String> response) throws IOException {
    return new Json(EventJson.parse(response.body()));
  }

  private static HttpResponse<String> request(String path, String... headers) throws Exception {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(console.url() + path));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return client.send(builder.build(), BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
