package io.loggia.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.FieldPath;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.search.Hit;

/** One real node for all tests; each test writes to an index of its own. */
final class EngineTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  @TempDir private static Path folder;
  private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();
  private static Engine engine;

  @BeforeAll
  static void start() throws IOException {
    engine = Engine.start(settings(folder, 0), METRICS);
  }

  @AfterAll
  static void stop() throws IOException {
    engine.close();
  }

  private static EngineSettings settings(Path folder, int port) {
    return new EngineSettings(folder, "test", "127.0.0.1", port, "0");
  }

  @Test
  void accepted_batch_can_be_searched_soon_and_a_replay_changes_nothing() throws Exception {
    EventSink sink = engine.sink(IndexRouting.daily());
    double before = METRICS.counter("loggia.engine.duplicates").count();
    sink.accept(batch(NOON, "replayed", 0, 500));
    sink.accept(batch(NOON, "replayed", 250, 750));
    awaitCount("logs-2026.11.20", "message:replayed", 750);
    assertThat(METRICS.counter("loggia.engine.duplicates").count() - before).isEqualTo(250);
  }

  @Test
  void field_of_another_type_is_set_aside_and_the_document_kept() throws Exception {
    EventSink sink = engine.sink(into("logs-conflict"));
    Event number = event("first", 1);
    number.set(FieldPath.of("app", "code"), 7L);
    number.set("shape", "scalar");
    sink.accept(Batch.of(number));
    Event text = event("second", 2);
    text.set(FieldPath.of("app", "code"), "not a number");
    text.set("shape", Map.of("is", "an object"));
    sink.accept(Batch.of(text));
    awaitCount("logs-conflict", "*", 2);
    Map<?, ?> stored = search("logs-conflict", "message:second").getFirst();
    assertThat(stored.get("shape")).isNull();
    assertThat(stored.get("app")).isEqualTo(Map.of());
    List<?> aside = (List<?>) ((Map<?, ?>) stored.get("loggia")).get("set_aside");
    assertThat(aside.stream().map(entry -> (Object) entry))
        .<Object>extracting(entry -> ((Map<?, ?>) entry).get("field"))
        .containsExactlyInAnyOrder("app.code", "shape");
    assertThat(aside.stream().map(entry -> (Object) entry))
        .<Object>extracting(entry -> ((Map<?, ?>) entry).get("value"))
        .containsExactlyInAnyOrder("not a number", "{\"is\":\"an object\"}");
    assertThat(search("logs-conflict", "loggia.set_aside.field:shape")).hasSize(1);
  }

  @Test
  void event_that_no_field_can_save_is_kept_whole() throws Exception {
    EventSink sink = engine.sink(into("logs-explosion"));
    Event wide = event("wide", 1);
    for (int i = 0; i < 3_000; i++) {
      wide.set("field" + i, (long) i);
    }
    sink.accept(Batch.of(wide, event("narrow", 2)));
    awaitCount("logs-explosion", "*", 2);
    assertThat(search("logs-explosion", "loggia.set_aside.value:field2999")).hasSize(1);
  }

  @Test
  void event_for_an_impossible_index_goes_to_the_misfits() throws Exception {
    engine.sink(into("NO such INDEX")).accept(Batch.of(event("astray", 1)));
    awaitCount(SetAside.MISFITS, "loggia.set_aside.value:astray", 1);
  }

  @Test
  void keyword_longer_than_a_term_is_kept() throws Exception {
    Event event = event("long", 1);
    event.set("huge", "x".repeat(100_000));
    engine.sink(into("logs-long")).accept(Batch.of(event));
    awaitCount("logs-long", "*", 1);
    assertThat((String) search("logs-long", "*").getFirst().get("huge")).hasSize(100_000);
  }

  @Test
  void documents_that_no_request_could_hold_are_shortened() throws Exception {
    Event control = event("\0".repeat(50_000), 1);
    control.set(FieldPath.of("nested", "text"), "kept");
    Event many = event("many", 2);
    for (int i = 0; i < 30; i++) {
      many.set("text" + i, "x".repeat(5_000));
    }
    Refresher refresher = new Refresher(engine.node().client());
    try (refresher) {
      refresher.start();
      new BulkSink(engine.node().client(), into("logs-large"), refresher, METRICS, 100_000)
          .accept(Batch.of(control, many, event("small", 3)));
      awaitCount("logs-large", "*", 3);
    }
    Map<?, ?> cut = search("logs-large", "nested.text:kept AND tags:_truncated").getFirst();
    assertThat((String) cut.get("message")).hasSize(50_000 / 6);
    Map<?, ?> text = search("logs-large", "loggia.set_aside.field:\"*\"").getFirst();
    assertThat(text.get("tags")).isEqualTo(List.of("_truncated"));
    assertThat(text.toString()).contains("message\":\"many", "larger than the store takes");
  }

  @Test
  void requests_hold_so_many_bytes_at_most() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(event("sized " + "x".repeat(3_000), i));
    }
    Refresher refresher = new Refresher(engine.node().client());
    try (refresher) {
      refresher.start();
      new BulkSink(engine.node().client(), into("logs-sized"), refresher, METRICS, 10_000)
          .accept(new Batch(events));
      awaitCount("logs-sized", "message:sized", 100);
    }
  }

  @Test
  void phrases_are_found_in_messages() throws Exception {
    engine
        .sink(into("logs-phrase"))
        .accept(Batch.of(event("disk sda is full", 1), event("full is the disk", 2)));
    awaitCount("logs-phrase", "\"disk sda is full\"", 1);
    assertThat(search("logs-phrase", "\"is full\"")).hasSize(1);
  }

  @Test
  void level_is_found_by_a_bare_word_in_any_case() throws Exception {
    Event event = event("disk sda is full", 1);
    event.set(FieldPath.of("log", "level"), "ERROR");
    engine.sink(into("logs-level")).accept(Batch.of(event));
    awaitCount("logs-level", "error", 1);
    assertThat(search("logs-level", "log.level:Error")).hasSize(1);
  }

  @Test
  void restart_finds_what_was_accepted(@TempDir Path other) throws Exception {
    try (Engine first = Engine.start(settings(other, 0), METRICS)) {
      first.sink(into("logs-restart")).accept(batch(NOON, "kept", 0, 100));
    }
    try (Engine second = Engine.start(settings(other, 0), METRICS)) {
      long count = second.client().count(c -> c.index("logs-restart")).count();
      assertThat(count).isEqualTo(100);
    }
  }

  @Test
  void taken_port_is_named(@TempDir Path other) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Engine.start(settings(other, taken.getLocalPort()), METRICS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("ports.engine");
    }
  }

  private static IndexRouting into(String index) {
    return new IndexRouting(event -> index, IndexRouting::originId, false);
  }

  private static Event event(String message, long position) {
    Event event = new Event(NOON);
    event.set("message", message);
    event.origin(Origin.of(position, message));
    return event;
  }

  private static Batch batch(Instant time, String message, int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Event event = new Event(time);
      event.set("message", message + " " + i);
      event.origin(Origin.of(i, message));
      events.add(event);
    }
    return new Batch(events);
  }

  private static List<Map<?, ?>> search(String index, String query) throws IOException {
    return engine
        .client()
        .search(s -> s.index(index).query(query(query)), Map.class)
        .hits()
        .hits()
        .stream()
        .<Map<?, ?>>map(Hit::source)
        .toList();
  }

  private static Query query(String text) {
    return Query.of(q -> q.queryString(s -> s.query(text)));
  }

  private static void awaitCount(String index, String query, long expected) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    Optional<Long> seen = Optional.empty();
    while (Instant.now().isBefore(end)) {
      seen = Optional.of(engine.client().count(c -> c.index(index).query(query(query))).count());
      if (seen.get() == expected) {
        return;
      }
      Thread.sleep(50);
    }
    assertThat(seen).contains(expected);
  }
}
