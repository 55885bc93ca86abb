package io.loggia.input;

import static io.loggia.input.Recorded.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.FieldPath;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpInputTest {
  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Recorded log = new Recorded();
  private final HeldSink sink = HeldSink.open();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close_everything_and_see_that_no_connection_is_left() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
    log.close();
    assertThat(registry.get("loggia.input.connections").gauge().value()).isZero();
  }

  @Test
  void json_and_plain_lines_mix() throws Exception {
    send(start(settings(), sink), "{\"a\":1}\nplain\r\n\n{no json\n");
    await("the events", () -> sink.events().size() == 3);
    assertThat(sink.events().getFirst().get("a")).isEqualTo(1L);
    assertThat(sink.messages().subList(1, 3)).containsExactly("plain", "{no json");
    assertThat(sink.events().get(2).get("tags")).isNull();
    assertThat(sink.events().get(1).get(FieldPath.parse("[@metadata][input][tcp][source][ip]")))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void json_lines_mark_what_is_no_json() throws Exception {
    send(start(settings().codec(LineCodec.JSON_LINES), sink), "plain\n\n{\"a\":1}\n");
    await("the events", () -> sink.events().size() == 2);
    assertThat(sink.events().getFirst().hasTag("_jsonparsefailure")).isTrue();
    assertThat(count("malformed")).isEqualTo(1);
  }

  @Test
  void plain_lines_may_be_empty_and_are_never_json() throws Exception {
    send(start(settings().codec(LineCodec.LINE), sink), "{\"a\":1}\n\nx\n");
    await("the events", () -> sink.events().size() == 3);
    assertThat(sink.messages()).containsExactly("{\"a\":1}", "", "x");
  }

  @Test
  void last_line_without_an_end_comes_when_the_connection_ends() throws Exception {
    Socket socket = send(start(settings(), sink), "a\nb");
    await("the first line", () -> sink.messages().equals(List.of("a")));
    socket.shutdownOutput();
    await("the last line", () -> sink.messages().equals(List.of("a", "b")));
  }

  @Test
  void held_line_comes_when_the_peer_falls_silent() throws Exception {
    Socket socket =
        send(start(settings().idleTimeout(Duration.ofMillis(100)), sink), "without an end");
    await("the line", () -> sink.messages().equals(List.of("without an end")));
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    assertThat(count("errors")).isZero();
  }

  @Test
  void too_long_a_line_is_marked_with_its_loss_and_the_next_is_whole() throws Exception {
    send(start(settings().longestLine(10), sink), "0123456789abc\nnext\n");
    await("the events", () -> sink.events().size() == 2);
    Event cut = sink.events().getFirst();
    assertThat(cut.get("message")).isEqualTo("0123456789");
    assertThat(cut.hasTag("_truncated")).isTrue();
    assertThat(cut.metadata()).containsEntry("skipped_bytes", 3L);
    assertThat(sink.messages().get(1)).isEqualTo("next");
    assertThat(count("malformed")).isEqualTo(1);
  }

  @Test
  void line_of_a_gibibyte_streams_by() throws Exception {
    TcpInput input = start(settings(), sink);
    Socket socket = send(input, "before\n");
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    OutputStream out = socket.getOutputStream();
    for (int i = 0; i < 1024; i++) {
      out.write(piece);
    }
    out.write("\nafter\n".getBytes(UTF_8));
    await("the events", () -> sink.events().size() == 3);
    assertThat(sink.events().get(1).get("message")).asString().hasSize(1 << 20);
    assertThat(sink.events().get(1).metadata()).containsEntry("skipped_bytes", 1023L << 20);
    assertThat(sink.messages().getLast()).isEqualTo("after");
  }

  @Test
  void bytes_that_are_no_utf8_are_replaced_and_counted() throws Exception {
    Socket socket = send(start(settings(), sink), "");
    socket.getOutputStream().write("caf\u00e9\n".getBytes(ISO_8859_1));
    await("the event", () -> sink.messages().equals(List.of("caf\ufffd")));
    assertThat(sink.events().getFirst().hasTag("_invalid_utf8")).isTrue();
    assertThat(count("malformed")).isEqualTo(1);
  }

  @Test
  void flaws_are_said_once_for_a_connection_with_its_peer() throws Exception {
    TcpInput input = start(settings().codec(LineCodec.JSON_LINES).longestLine(10), sink);
    Socket socket = send(input, "plain\nplain\n{\"a\":123456}\n");
    await("the events", () -> sink.events().size() == 3);
    assertThat(count("malformed")).isEqualTo(4);
    assertThat(log.messages())
        .hasSize(2)
        .allMatch(
            line -> line.contains("tcp") && line.contains("127.0.0.1:" + socket.getLocalPort()))
        .anyMatch(line -> line.contains("no JSON object"))
        .anyMatch(line -> line.contains("too long"));
  }

  @Test
  void socket_is_not_read_while_the_sink_blocks() throws Exception {
    HeldSink held = HeldSink.held();
    TcpInput input = start(settings(), held);
    Socket socket = send(input, "first\n");
    await("the first batch", () -> held.offered.size() == 1);
    int lines = 30_000;
    AtomicLong written = new AtomicLong();
    Thread writing = Thread.ofVirtual().start(() -> writeLines(socket, lines, written));
    await(
        "the writer to block",
        () -> writing.getState() == Thread.State.WAITING && written.get() > 0);
    assertThat(count("events")).isZero();
    assertThat(written.get()).isLessThan(lines);
    held.passes.release(lines);
    writing.join();
    await("all events", () -> count("events") == 1 + lines);
    assertThat(held.taken).allSatisfy(batch -> assertThat(batch.size()).isBetween(1, 2048));
  }

  @Test
  void lines_that_a_failing_sink_refuses_are_an_error_in_the_log() throws Exception {
    sink.failing = true;
    Socket socket = send(start(settings(), sink), "a\nb\n");
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    await("the log", () -> log.messages().size() == 2);
    assertThat(log.messages().getFirst()).startsWith("SEVERE").contains("are lost");
    assertThat(count("errors")).isEqualTo(1);
  }

  @Test
  void closing_hands_on_what_was_read() throws Exception {
    TcpInput input = start(settings(), sink);
    Socket socket = send(input, "a\nheld");
    await("the first line", () -> sink.messages().equals(List.of("a")));
    input.close();
    assertThat(sink.messages()).containsExactly("a", "held");
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void port_in_use_is_said_with_what_to_do() throws Exception {
    InetSocketAddress taken = start(settings(), sink).address();
    assertThatThrownBy(() -> TcpInput.start(TcpInputSettings.at(taken), sink, registry))
        .hasMessage(
            "port %d on 127.0.0.1 is in use; stop the other program or set inputs.tcp.port",
            taken.getPort());
  }

  private static TcpInputSettings settings() {
    return TcpInputSettings.at(ANY);
  }

  private TcpInput start(TcpInputSettings settings, EventSink to) throws IOException {
    TcpInput input = TcpInput.start(settings, to, registry);
    open.add(input);
    return input;
  }

  private Socket send(TcpInput input, String text) throws IOException {
    Socket socket = new Socket(input.address().getAddress(), input.address().getPort());
    open.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return socket;
  }

  private static void writeLines(Socket socket, int lines, AtomicLong written) {
    byte[] line = ("x".repeat(1023) + "\n").getBytes(UTF_8);
    try {
      for (int i = 0; i < lines; i++) {
        socket.getOutputStream().write(line);
        written.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double count(String name) {
    return registry.get("loggia.input." + name).counter().count();
  }
}
