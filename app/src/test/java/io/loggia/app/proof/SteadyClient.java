package io.loggia.app.proof;

import io.loggia.codec.lumberjack.LumberjackAck;
import io.loggia.codec.lumberjack.LumberjackWriter;
import io.loggia.event.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Does everything right over one Lumberjack connection, window after window, while others
 * misbehave. Its events are numbered and carry {@code client:steady}.
 */
final class SteadyClient implements AutoCloseable {
  private static final int WINDOW = 20;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long acknowledged;
  private volatile @Nullable Throwable failure;

  SteadyClient(InetSocketAddress broker) throws IOException {
    socket = new Socket(broker.getAddress(), broker.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    thread = Thread.ofVirtual().name("steady-client").start(this::run);
  }

  /** Waits for acknowledgements of events that were not even sent yet. */
  void awaitMore() throws InterruptedException {
    long now = acknowledged;
    Waiting.until(
        "acknowledgements of the steady client",
        Duration.ofMillis(PATIENCE_MILLIS),
        () -> {
          if (failure != null) {
            throw new AssertionError("the steady client was let down", failure);
          }
          return acknowledged >= now + 3 * WINDOW;
        });
  }

  /** Ends, and returns how many events were sent and acknowledged. */
  long finish() throws InterruptedException {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw new AssertionError("the steady client was let down", failure);
    }
    return acknowledged;
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    socket.close();
  }

  private void run() {
    try (LumberjackWriter writer =
        new LumberjackWriter(socket.getOutputStream(), 3, 1 << 20, Map.of("beat", "proof"))) {
      while (!stopping) {
        writer.prepare(events(acknowledged), WINDOW);
        writer.send();
        awaitAcknowledgement();
        acknowledged += WINDOW;
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  private void awaitAcknowledgement() throws IOException {
    long sequence = 0;
    while (sequence < WINDOW) {
      sequence =
          LumberjackAck.read(socket.getInputStream().read(), socket.getInputStream()).sequence();
    }
  }

  private static List<Event> events(long from) {
    return LongStream.range(from, from + WINDOW).mapToObj(SteadyClient::event).toList();
  }

  private static Event event(long number) {
    Event event = new Event(Instant.now());
    event.set("message", "steady event " + number);
    event.set("client", "steady");
    event.set("number", number);
    return event;
  }
}
