package io.loggia.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.agent.ship.FakeBroker.Script;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LumberjackSinkTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close_everything() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void batch_is_acknowledged_when_accept_returns() throws Exception {
    FakeBroker broker = broker(Script.ORDERLY);
    LumberjackSink sink = sink(ShipSettings.to(broker.name()).version("9.9.9"));
    Event event = event("a");
    event.origin(new Origin(7, 8));
    sink.accept(Batch.of(event));
    Event received = broker.events.getFirst();
    assertThat(received.get("message")).isEqualTo("a");
    assertThat(received.timestamp()).isEqualTo(Instant.EPOCH);
    assertThat(received.origin()).isEqualTo(new Origin(7, 8));
    assertThat(received.metadata()).isEqualTo(Map.of("beat", "loggia", "version", "9.9.9"));
    assertThat(counter("events")).isEqualTo(1);
    assertThat(registry.get("loggia.agent.ship.connected").gauge().value()).isEqualTo(1);
  }

  @Test
  void accept_does_not_return_before_the_whole_batch_is_acknowledged() throws Exception {
    CountDownLatch received = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              received.countDown();
              if (number == 3) {
                conversation.acknowledge(0);
                conversation.acknowledge(2);
                conversation.acknowledge(0);
                go.await();
                conversation.acknowledge(3);
              }
            });
    LumberjackSink sink = sink(ShipSettings.to(broker.name()));
    Thread accepting = accepting(sink, batch(3));
    received.await();
    assertThat(accepting.join(Duration.ofMillis(20))).isFalse();
    go.countDown();
    accepting.join();
    assertThat(counter("events")).isEqualTo(3);
    assertThat(counter("retries")).isZero();
  }

  @Test
  void large_batch_goes_out_in_windows() throws Exception {
    FakeBroker broker = broker(Script.ORDERLY);
    sink(ShipSettings.to(broker.name())).accept(batch(5000));
    assertThat(broker.windows).containsExactly(2048, 2048, 904);
    assertThat(broker.messages()).isEqualTo(messages(5000));
  }

  @Test
  void empty_batch_is_nothing() throws Exception {
    sink(ShipSettings.to("127.0.0.1:" + unusedPort())).accept(new Batch(List.of()));
  }

  @Test
  void connection_dropped_before_the_acknowledgement_is_made_anew_and_the_batch_sent_again()
      throws Exception {
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              if (conversation.index() < 2 && number == of) {
                conversation.hangUp();
              }
              Script.ORDERLY.received(conversation, number, of);
            });
    sink(ShipSettings.to(broker.name())).accept(batch(3));
    assertThat(broker.messages()).containsExactly("0", "1", "2", "0", "1", "2", "0", "1", "2");
    assertThat(counter("events")).isEqualTo(3);
    assertThat(counter("retries")).isEqualTo(2);
  }

  @Test
  void only_what_was_not_acknowledged_is_sent_again() throws Exception {
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              if (conversation.index() == 0 && of == 3 && number == 2) {
                conversation.acknowledge(1);
                conversation.socket().shutdownOutput();
                return;
              }
              Script.ORDERLY.received(conversation, number, of);
            });
    sink(ShipSettings.to(broker.name()).windowEvents(3).compression(0)).accept(batch(5));
    assertThat(broker.windows).contains(3, 1);
    assertThat(new LinkedHashSet<>(broker.messages())).containsExactly("0", "1", "2", "3", "4");
    long zeros = broker.messages().stream().filter("0"::equals).count();
    assertThat(zeros).isEqualTo(1);
    assertThat(counter("events")).isEqualTo(5);
  }

  @Test
  void broker_that_is_down_is_waited_for_with_one_warning() throws Exception {
    int port = unusedPort();
    try (Warnings warnings = new Warnings()) {
      LumberjackSink sink = sink(ShipSettings.to("127.0.0.1:" + port));
      Thread accepting = accepting(sink, batch(2));
      await("some attempts", () -> counter("retries") >= 4);
      FakeBroker broker = new FakeBroker(Script.ORDERLY, port);
      open.add(broker);
      accepting.join();
      assertThat(broker.messages()).containsExactly("0", "1");
      assertThat(warnings.messages).hasSize(1);
      assertThat(warnings.messages.peek()).contains("127.0.0.1:" + port).contains("events wait");
    }
  }

  @Test
  void restarts_of_the_broker_lose_nothing() throws Exception {
    AtomicReference<FakeBroker> broker = new AtomicReference<>(broker(Script.ORDERLY));
    int port = broker.get().port();
    Set<Object> arrived = new LinkedHashSet<>();
    LumberjackSink sink = sink(ShipSettings.to("127.0.0.1:" + port).windowEvents(10));
    AtomicInteger sent = new AtomicInteger();
    Thread sending =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 400; i++) {
                      sink.accept(Batch.of(event("a" + i), event("b" + i)));
                      sent.incrementAndGet();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    for (int restart = 0; restart < 4; restart++) {
      int until = 80 * (restart + 1);
      await("progress", () -> sent.get() >= until);
      broker.get().close();
      arrived.addAll(broker.get().messages());
      broker.set(new FakeBroker(Script.ORDERLY, port));
      open.add(broker.get());
    }
    sending.join();
    arrived.addAll(broker.get().messages());
    assertThat(sent.get()).isEqualTo(400);
    assertThat(arrived).hasSize(800);
    assertThat(counter("events")).isEqualTo(800);
  }

  @Test
  void next_broker_is_tried_when_one_fails() throws Exception {
    FakeBroker second = broker(Script.ORDERLY);
    sink(ShipSettings.to("127.0.0.1:" + unusedPort(), second.name())).accept(batch(1));
    assertThat(second.messages()).containsExactly("0");
  }

  @Test
  void connection_that_the_broker_closed_while_idle_is_made_anew_without_a_retry()
      throws Exception {
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              Script.ORDERLY.received(conversation, number, of);
              conversation.hangUp();
            });
    LumberjackSink sink = sink(ShipSettings.to(broker.name()));
    sink.accept(batch(1));
    await(
        "the end of the connection",
        () -> registry.get("loggia.agent.ship.connected").gauge().value() == 0);
    sink.accept(batch(1));
    assertThat(broker.connections()).isEqualTo(2);
    assertThat(counter("retries")).isZero();
  }

  @Test
  void broker_that_is_silent_is_given_up_and_one_that_says_it_lives_is_not() throws Exception {
    AtomicInteger keepalives = new AtomicInteger();
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              if (conversation.index() == 0) {
                return;
              }
              // Longer than the timeout in all, each pause much shorter.
              while (conversation.index() == 1 && keepalives.incrementAndGet() < 15) {
                conversation.acknowledge(0);
                Thread.sleep(100);
              }
              Script.ORDERLY.received(conversation, number, of);
            });
    sink(ShipSettings.to(broker.name()).timeout(Duration.ofSeconds(1))).accept(batch(1));
    assertThat(broker.connections()).isEqualTo(2);
    assertThat(keepalives.get()).isEqualTo(15);
    assertThat(counter("retries")).isEqualTo(1);
  }

  @Test
  void what_is_no_acknowledgement_ends_the_connection() throws Exception {
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              switch (conversation.index()) {
                case 0 -> conversation.send("HTTP/1.1 400 Bad Request\r\n".getBytes());
                case 1 -> conversation.acknowledge(2);
                default -> Script.ORDERLY.received(conversation, number, of);
              }
            });
    sink(ShipSettings.to(broker.name())).accept(batch(1));
    assertThat(broker.connections()).isEqualTo(3);
    assertThat(counter("retries")).isEqualTo(2);
  }

  @Test
  void interrupt_ends_accept_and_the_next_batch_is_counted_afresh() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    FakeBroker broker =
        broker(
            (conversation, number, of) -> {
              received.countDown();
              if (conversation.index() > 0) {
                Script.ORDERLY.received(conversation, number, of);
              }
            });
    LumberjackSink sink = sink(ShipSettings.to(broker.name()));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread accepting = accepting(sink, batch(3), thrown);
    received.await();
    accepting.interrupt();
    accepting.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    sink.accept(batch(2));
    assertThat(counter("events")).isEqualTo(2);
  }

  @Test
  void closing_ends_accept() throws Exception {
    LumberjackSink sink = sink(ShipSettings.to("127.0.0.1:" + unusedPort()));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread accepting = accepting(sink, batch(1), thrown);
    await("an attempt", () -> counter("retries") > 0);
    sink.close();
    accepting.join();
    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> sink.accept(batch(1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closing_ends_accept_that_waits_for_an_acknowledgement() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    FakeBroker broker = broker((conversation, number, of) -> received.countDown());
    LumberjackSink sink = sink(ShipSettings.to(broker.name()));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread accepting = accepting(sink, batch(1), thrown);
    received.await();
    sink.close();
    accepting.join();
    assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
  }

  private FakeBroker broker(Script script) throws IOException {
    FakeBroker broker = new FakeBroker(script);
    open.add(broker);
    return broker;
  }

  private LumberjackSink sink(ShipSettings settings) {
    LumberjackSink sink =
        LumberjackSink.connect(
            settings.backoff(Duration.ofMillis(1), Duration.ofMillis(20)), registry);
    open.add(sink);
    return sink;
  }

  private static Thread accepting(LumberjackSink sink, Batch batch) {
    return accepting(sink, batch, new AtomicReference<>());
  }

  private static Thread accepting(
      LumberjackSink sink, Batch batch, AtomicReference<Throwable> thrown) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                sink.accept(batch);
              } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
              }
            });
  }

  private double counter(String name) {
    return registry.get("loggia.agent.ship." + name).counter().count();
  }

  private static void await(String what, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.yield();
    }
  }

  private static Event event(String message) {
    Event event = new Event(Instant.EPOCH);
    event.set("message", message);
    return event;
  }

  private static Batch batch(int size) {
    return new Batch(messages(size).stream().map(m -> event((String) m)).toList());
  }

  private static List<Object> messages(int size) {
    List<Object> messages = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      messages.add(Integer.toString(i));
    }
    return messages;
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static final class Warnings extends Handler implements AutoCloseable {
    final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("io.loggia.agent.ship");

    Warnings() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
        messages.add(new java.util.logging.SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
