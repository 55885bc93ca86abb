package io.loggia.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loggia.codec.lumberjack.LumberjackAck;
import io.loggia.codec.lumberjack.LumberjackWriter;
import io.loggia.event.Event;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A client that sends what a test tells it to. */
final class BeatsClient implements AutoCloseable {
  final Socket socket;
  private final DataOutputStream out;

  BeatsClient(InetSocketAddress server) throws IOException {
    socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(20_000);
    out = new DataOutputStream(socket.getOutputStream());
  }

  BeatsClient window(int events) throws IOException {
    out.writeBytes("2W");
    out.writeInt(events);
    return this;
  }

  BeatsClient json(int sequence, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    out.writeBytes("2J");
    out.writeInt(sequence);
    out.writeInt(bytes.length);
    out.write(bytes);
    return this;
  }

  BeatsClient raw(String ascii) throws IOException {
    out.write(ascii.getBytes(UTF_8)); // in one piece: the server may hang up after the first byte
    return this;
  }

  void compressed(int events) throws IOException {
    try (LumberjackWriter writer = new LumberjackWriter(out, 3, 1 << 20, Map.of("beat", "test"))) {
      writer.prepare(IntStream.range(0, events).mapToObj(BeatsClient::event).toList(), events);
      writer.send();
    }
  }

  /** The next acknowledgement's number; -1 when the server closed the connection. */
  long ack() throws IOException {
    try {
      int first = socket.getInputStream().read();
      return first < 0 ? -1 : LumberjackAck.read(first, socket.getInputStream()).sequence();
    } catch (java.net.SocketException reset) {
      return -1;
    }
  }

  /** As {@link #ack}, keepalives let by. */
  long lastingAck() throws IOException {
    long ack = ack();
    while (ack == 0) {
      ack = ack();
    }
    return ack;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Event event(int number) {
    Event event = new Event(Instant.EPOCH);
    event.set("message", "line " + number);
    event.set("list", List.of("x".repeat(100)));
    return event;
  }
}
