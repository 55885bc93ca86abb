package io.loggia.input;

import static io.loggia.input.Recorded.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.codec.lumberjack.LumberjackLimits;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.FieldPath;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class BeatsInputTest {
  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Recorded log = new Recorded();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close_everything_and_see_that_no_connection_is_left() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
    log.close();
    assertThat(metric("connections")).isZero();
  }

  @Test
  void window_is_one_batch_and_is_acknowledged_after_the_sink_has_taken_it() throws Exception {
    HeldSink sink = HeldSink.held();
    BeatsClient client = client(start(sink));
    client.window(2).json(1, "{\"message\":\"a\"}").json(2, "{\"message\":\"b\"}");
    await("the batch", () -> sink.offered.size() == 1);
    assertThat(client.socket.getInputStream().available()).isZero();
    sink.passes.release(10);
    assertThat(client.ack()).isEqualTo(2);
    assertThat(sink.taken).hasSize(1);
    assertThat(sink.messages()).containsExactly("a", "b");
    client.compressed(500);
    assertThat(client.ack()).isEqualTo(500);
    assertThat(sink.taken.getLast().size()).isEqualTo(500);
    assertThat(metric("events")).isEqualTo(502);
    assertThat(metric("bytes")).isGreaterThan(500);
    assertThat(metric("connections")).isEqualTo(1);
  }

  @Test
  void keepalives_are_sent_while_the_sink_blocks_and_only_then() throws Exception {
    HeldSink sink = HeldSink.held();
    BeatsClient client = client(start(settings().keepalive(Duration.ofMillis(20)), sink));
    client.window(1).json(9, "{}");
    for (int i = 0; i < 5; i++) {
      assertThat(client.ack()).isZero();
    }
    sink.passes.release();
    assertThat(client.lastingAck()).isEqualTo(9);
  }

  @Test
  void empty_window_is_answered_with_zero() throws Exception {
    BeatsClient client = client(start(HeldSink.open()));
    client.window(0);
    assertThat(client.ack()).isZero();
    client.window(1).json(1, "{}");
    assertThat(client.ack()).isEqualTo(1);
  }

  @Test
  void client_of_version_1_is_answered_in_version_1() throws Exception {
    HeldSink sink = HeldSink.open();
    BeatsClient client = client(start(sink));
    client.raw("1W\0\0\0\1" + "1D\0\0\0\7\0\0\0\1" + "\0\0\0\4line\0\0\0\2hi");
    byte[] ack = client.socket.getInputStream().readNBytes(6);
    assertThat(ack).isEqualTo(new byte[] {'1', 'A', 0, 0, 0, 7});
    assertThat(sink.messages()).containsExactly("hi");
  }

  @Test
  void large_window_is_taken_and_acknowledged_in_parts() throws Exception {
    HeldSink sink = HeldSink.open();
    BeatsClient client = client(start(settings().batchBytes(2000), sink));
    client.compressed(10);
    assertThat(List.of(client.ack(), client.ack(), client.ack(), client.ack()))
        .containsExactly(3L, 6L, 9L, 10L);
    assertThat(sink.taken).extracting(Batch::size).containsExactly(3, 3, 3, 1);
  }

  @Test
  void sink_that_fails_closes_the_connection_without_acknowledgement() throws Exception {
    HeldSink sink = HeldSink.open();
    sink.failing = true;
    BeatsInput input = start(sink);
    BeatsClient client = client(input);
    client.window(1).json(1, "{\"message\":\"a\"}");
    assertThat(client.ack()).isEqualTo(-1);
    await("the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().getFirst()).contains("the disk is full");
    sink.failing = false;
    BeatsClient again = client(input);
    again.window(1).json(1, "{\"message\":\"a\"}");
    assertThat(again.ack()).isEqualTo(1);
    assertThat(sink.messages()).containsExactly("a");
    assertThat(metric("errors")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "3W, no protocol version",
    "GET / HTTP/1.1, HTTP",
    "2X, unknown frame type",
    "2Wzzzz, the window size is",
    "2J0000}}}}, length of a JSON frame",
    "2C0000zlib, length of a compressed frame",
    "2A0001, an acknowledgement from a client"
  })
  void broken_frame_ends_its_connection_alone_and_the_log_names_peer_and_byte(
      String bytes, String message) throws Exception {
    BeatsInput input = start(HeldSink.open());
    BeatsClient good = client(input);
    BeatsClient bad = client(input);
    bad.raw(bytes);
    assertThat(bad.ack()).isEqualTo(-1);
    await("the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().getFirst())
        .startsWith("WARNING")
        .contains("127.0.0.1:" + bad.socket.getLocalPort(), message, "at byte ");
    good.window(1).json(1, "{}");
    assertThat(good.ack()).isEqualTo(1);
    assertThat(metric("errors")).isEqualTo(1);
  }

  @Test
  void event_outside_a_window_is_refused() throws Exception {
    BeatsClient client = client(start(HeldSink.open()));
    client.json(1, "{}");
    assertThat(client.ack()).isEqualTo(-1);
    await("the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().getFirst()).contains("outside a window");
  }

  @Test
  void new_window_closes_one_that_is_not_complete() throws Exception {
    HeldSink sink = HeldSink.open();
    BeatsClient client = client(start(sink));
    client.window(5).json(1, "{\"message\":\"a\"}").window(1).json(7, "{\"message\":\"b\"}");
    assertThat(client.ack()).isEqualTo(1);
    assertThat(client.ack()).isEqualTo(7);
    assertThat(sink.messages()).containsExactly("a", "b");
  }

  @Test
  void connection_lost_inside_a_window_hands_nothing_on() throws Exception {
    HeldSink sink = HeldSink.open();
    BeatsClient client = client(start(sink));
    client.window(2).json(1, "{}");
    client.close();
    await("the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().getFirst()).contains("1 events of the window missing");
    assertThat(sink.offered).isEmpty();
  }

  @Test
  void event_that_is_no_json_is_kept_and_counted() throws Exception {
    HeldSink sink = HeldSink.open();
    BeatsClient client = client(start(sink));
    client.window(1).json(1, "no json");
    assertThat(client.ack()).isEqualTo(1);
    assertThat(sink.events().getFirst().hasTag("_jsonparsefailure")).isTrue();
    assertThat(metric("malformed")).isEqualTo(1);
  }

  @Test
  void event_has_the_peers_address_its_origin_and_the_decoration() throws Exception {
    HeldSink sink = HeldSink.open();
    Decoration decoration =
        new Decoration(Optional.of("web"), List.of("t"), Map.of(FieldPath.parse("[env]"), "prod"));
    BeatsClient client = client(start(settings().decoration(decoration), sink));
    client
        .window(2)
        .json(
            1,
            "{\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":5,\"file\":{\"path\":\"/p\"}},"
                + "\"type\":\"own\"}")
        .json(2, "{\"@metadata\":{\"input\":{\"x\":1}}}");
    assertThat(client.ack()).isEqualTo(2);
    Event first = sink.events().getFirst();
    FieldPath ip = FieldPath.parse("[@metadata][input][beats][host][ip]");
    assertThat(first.get(ip)).isEqualTo("127.0.0.1");
    assertThat(first.origin()).isEqualTo(Origin.of(5L << 16, "a", "path", "/p"));
    assertThat(first.get("type")).isEqualTo("own");
    assertThat(first.get("env")).isEqualTo("prod");
    assertThat(first.hasTag("t")).isTrue();
    first.set(ip, "changed");
    Event second = sink.events().get(1);
    assertThat(second.get(ip)).isEqualTo("127.0.0.1");
    assertThat(second.get(FieldPath.parse("[@metadata][input][x]"))).isEqualTo(1L);
    assertThat(second.get("type")).isEqualTo("web");
  }

  @Test
  void silent_peer_is_closed_but_not_while_its_batch_waits() throws Exception {
    HeldSink sink = HeldSink.held();
    BeatsInputSettings settings =
        settings().idleTimeout(Duration.ofMillis(500)).keepalive(Duration.ofMillis(200));
    BeatsInput input = start(settings, sink);
    BeatsClient waiting = client(input);
    waiting.window(1).json(1, "{}");
    BeatsClient silent = client(input);
    assertThat(silent.ack()).isEqualTo(-1);
    for (int i = 0; i < 5; i++) {
      assertThat(waiting.ack()).isZero();
    }
    sink.passes.release();
    assertThat(waiting.lastingAck()).isEqualTo(1);
    assertThat(waiting.ack()).isEqualTo(-1);
    assertThat(metric("errors")).isZero();
  }

  @Test
  void peer_that_crawls_is_closed() throws Exception {
    BeatsInput input = start(settings().idleTimeout(Duration.ofMillis(400)), HeldSink.open());
    BeatsClient client = client(input);
    client.window(1).raw("2J0000").raw("\0\0\u0009\0");
    await("the connection's end", () -> !crawl(client));
    assertThat(log.messages().getFirst()).contains("is given up: sent only");
  }

  @Test
  void connection_beyond_the_limit_is_closed_at_once() throws Exception {
    BeatsInput input = start(settings().maxConnections(1), HeldSink.open());
    BeatsClient first = client(input);
    first.window(0);
    assertThat(first.ack()).isZero();
    assertThat(client(input).ack()).isEqualTo(-1);
    await("the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().getFirst()).contains("inputs.beats.max_connections");
  }

  @Test
  void port_in_use_is_said_with_what_to_do() throws Exception {
    InetSocketAddress taken = start(HeldSink.open()).address();
    assertThatThrownBy(() -> BeatsInput.start(BeatsInputSettings.at(taken), batch -> {}, registry))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "port %d on 127.0.0.1 is in use; stop the other program or set inputs.beats.port",
            taken.getPort());
  }

  @Test
  void closing_lets_the_window_at_hand_finish_and_ends_idle_connections() throws Exception {
    HeldSink sink = HeldSink.held();
    BeatsInput input = start(sink);
    BeatsClient idle = client(input);
    idle.window(0);
    assertThat(idle.ack()).isZero();
    BeatsClient client = client(input);
    client.window(1).json(1, "{}");
    await("the batch", () -> sink.offered.size() == 1);
    Thread closing = Thread.ofVirtual().start(input::close);
    assertThat(idle.ack()).isEqualTo(-1);
    assertThat(closing.isAlive()).isTrue();
    sink.passes.release();
    assertThat(client.ack()).isEqualTo(1);
    assertThat(client.ack()).isEqualTo(-1);
    closing.join();
    assertThatThrownBy(() -> new BeatsClient(input.address())).isInstanceOf(IOException.class);
  }

  @Test
  void limits_of_the_settings_hold() throws Exception {
    LumberjackLimits limits = new LumberjackLimits(100, 100, 100, 1, 3);
    BeatsClient client = client(start(settings().limits(limits), batch -> {}));
    client.window(4);
    assertThat(client.ack()).isEqualTo(-1);
    await("the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().getFirst()).contains("the window size is 4");
  }

  /** Sends one byte and takes a while for it; false when the connection has ended. */
  private static boolean crawl(BeatsClient client) {
    try {
      client.raw(" ");
    } catch (IOException closed) {
      return false;
    }
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    return true;
  }

  private BeatsInputSettings settings() {
    return BeatsInputSettings.at(ANY);
  }

  private BeatsInput start(EventSink sink) throws IOException {
    return start(settings(), sink);
  }

  private BeatsInput start(BeatsInputSettings settings, EventSink sink) throws IOException {
    BeatsInput input = BeatsInput.start(settings, sink, registry);
    open.add(input);
    return input;
  }

  private BeatsClient client(BeatsInput input) throws IOException {
    BeatsClient client = new BeatsClient(input.address());
    open.add(client);
    return client;
  }

  private double metric(String name) {
    var search = registry.find("loggia.input." + name).tag("input", "beats");
    return name.equals("connections") ? search.gauge().value() : search.counter().count();
  }
}
