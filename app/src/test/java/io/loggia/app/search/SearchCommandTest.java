package io.loggia.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.engine.Engine;
import io.loggia.engine.EngineSettings;
import io.loggia.engine.IndexRouting;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command over a real engine. */
final class SearchCommandTest {
  private static final int EVENTS = 2_500;
  private static final Instant NOW = Instant.now();
  @TempDir private static Path folder;
  private static Engine engine;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    engine =
        Engine.start(
            new EngineSettings(folder, "test", "127.0.0.1", 0, "0"), new SimpleMeterRegistry());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(event("stored " + i, NOW.minus(Duration.ofHours(1)).plusMillis(i / 10), i));
    }
    engine.sink(IndexRouting.daily()).accept(new Batch(events));
    await(() -> count("stored") == EVENTS);
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  @Test
  void newest_events_come_last_and_the_rest_is_mentioned() {
    assertThat(run("stored", "--limit", "3", "--fields", "message")).isZero();
    assertThat(lines()).containsExactly("stored 2497", "stored 2498", "stored 2499");
    assertThat(errors.toString()).contains("the newest 3 of 2,500; --limit 0 prints all");
  }

  @Test
  void more_than_a_page_is_held_back_and_put_in_order() {
    assertThat(run("stored", "--limit", "2200", "--fields", "message")).isZero();
    assertThat(lines()).hasSize(2_200).doesNotHaveDuplicates();
    assertThat(lines().getFirst()).isEqualTo("stored 300");
    assertThat(lines().getLast()).isEqualTo("stored 2499");
  }

  @Test
  void no_limit_prints_every_event_once() {
    assertThat(run("stored", "--limit", "0", "--json")).isZero();
    assertThat(lines()).hasSize(EVENTS).doesNotHaveDuplicates();
    assertThat(lines().getFirst()).startsWith("{\"@timestamp\":").contains("\"stored 0\"");
  }

  @Test
  void no_events_are_no_failure_but_said() {
    assertThat(run("nosuchword", "--since", "2h")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(errors.toString()).contains("No events match since 2h").contains("--since");
    assertThat(run("--index", "none-*")).isZero();
  }

  @Test
  void wrong_query_is_pointed_at_with_status_2() {
    assertThat(run("stored", "AND", "(")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("The query ends too early")
        .contains("  stored AND (" + System.lineSeparator() + "              ^");
  }

  @Test
  void wrong_usage_has_status_2() {
    assertThat(run("--since", "soon")).isEqualTo(2);
    assertThat(errors.toString()).contains("\"soon\" is no time");
    assertThat(run("--since", "5m", "--until", "10m")).isEqualTo(2);
    assertThat(run("--json", "--fields", "a")).isEqualTo(2);
    assertThat(run("--follow", "--until", "now")).isEqualTo(2);
    assertThat(run("--limit", "-1")).isEqualTo(2);
    assertThat(run("--index", "a/b")).isEqualTo(2);
    assertThat(execute(new SearchCommand(), "--url", "ftp://x")).isEqualTo(2);
    assertThat(errors.toString()).contains("no http address");
  }

  @Test
  void store_that_is_not_there_has_status_1_and_a_remedy() {
    assertThat(execute(new SearchCommand(), "x", "--url", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(errors.toString())
        .contains("no store answers at http://127.0.0.1:1")
        .contains("loggia up");
  }

  @Test
  void following_shows_late_events_and_none_twice() throws Exception {
    int[] status = {-1};
    Thread following =
        Thread.ofVirtual()
            .name("following")
            .start(() -> status[0] = run("--follow", "arriving", "--fields", "message"));
    write("arriving now", Instant.now(), 1);
    await(() -> text().contains("arriving now"));
    write("arriving late", Instant.now().minusSeconds(60), 2);
    write("arriving ahead", Instant.now().plusSeconds(60), 3);
    await(() -> text().contains("arriving late") && text().contains("arriving ahead"));
    write("arriving last", Instant.now(), 4);
    await(() -> text().contains("arriving last"));
    following.interrupt();
    following.join(Duration.ofSeconds(20));
    assertThat(status[0]).isEqualTo(130);
    assertThat(lines()).hasSize(4).doesNotHaveDuplicates();
    assertThat(new HashSet<>(lines())).contains("arriving late");
  }

  @Test
  void help_shows_examples() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Examples:").contains("--follow").contains("Default: 24h");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url=http://127.0.0.1:" + engine.address().getPort());
    return execute(new SearchCommand(), all.toArray(String[]::new));
  }

  private int execute(SearchCommand command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String text() {
    return out.toString();
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private static void write(String message, Instant time, int position) throws Exception {
    engine.sink(IndexRouting.daily()).accept(Batch.of(event(message, time, position)));
  }

  private static Event event(String message, Instant time, int position) {
    Event event = new Event(time);
    event.set("message", message);
    event.set(FieldPath.of("log", "level"), "INFO");
    event.origin(Origin.of(position, message));
    return event;
  }

  private static long count(String word) {
    try {
      return engine
          .client()
          .count(c -> c.index("logs-*").query(q -> q.queryString(s -> s.query(word))))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }
}
