package io.loggia.agent.ship;

import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.lumberjack.LumberjackAck;
import io.loggia.codec.lumberjack.LumberjackFrame;
import io.loggia.codec.lumberjack.LumberjackFrame.Data;
import io.loggia.codec.lumberjack.LumberjackFrame.Window;
import io.loggia.codec.lumberjack.LumberjackLimits;
import io.loggia.codec.lumberjack.LumberjackReader;
import io.loggia.event.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Lumberjack server that does with each event what a test tells it to. */
final class FakeBroker implements AutoCloseable {
  /** What happens when an event of a window has come. */
  @FunctionalInterface
  interface Script {
    void received(Conversation conversation, int number, int ofWindow) throws Exception;

    /** Acknowledges whole windows. */
    Script ORDERLY =
        (conversation, number, ofWindow) -> {
          if (number == ofWindow) {
            conversation.acknowledge(number);
          }
        };
  }

  /** One connection, as a script sees it. */
  record Conversation(Socket socket, int index) {
    void acknowledge(long sequence) throws IOException {
      send(new LumberjackAck(2, sequence).bytes());
    }

    void send(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    void hangUp() throws IOException {
      socket.close();
      throw new IOException("hung up");
    }
  }

  final List<Event> events = new CopyOnWriteArrayList<>();
  final List<Integer> windows = new CopyOnWriteArrayList<>();
  private final List<Conversation> conversations = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket();
  private final Script script;
  private final Thread accepting;

  FakeBroker(Script script) throws IOException {
    this(script, 0);
  }

  FakeBroker(Script script, int port) throws IOException {
    this.script = script;
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress("127.0.0.1", port));
    accepting = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  String name() {
    return "127.0.0.1:" + port();
  }

  int connections() {
    return conversations.size();
  }

  List<Object> messages() {
    return events.stream().map(event -> event.get("message")).toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
    // First of all, so that no connection comes after those that are closed here.
    LumberjackSink.join(accepting);
    for (Conversation conversation : conversations) {
      conversation.socket().close();
    }
    threads.forEach(LumberjackSink::join);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Conversation conversation = new Conversation(server.accept(), conversations.size());
        conversations.add(conversation);
        threads.add(Thread.ofVirtual().start(() -> talk(conversation)));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Conversation conversation) {
    JsonEventDecoder decoder = new JsonEventDecoder(InstantSource.system(), flaw -> {});
    try (Socket socket = conversation.socket();
        LumberjackReader reader =
            new LumberjackReader(socket.getInputStream(), LumberjackLimits.DEFAULT, decoder)) {
      int window = 0;
      int number = 0;
      for (Optional<LumberjackFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        switch (next.get()) {
          case Window(int version, int size) -> {
            windows.add(size);
            window = size;
            number = 0;
          }
          case Data data -> {
            events.add(data.event());
            script.received(conversation, ++number, window);
          }
        }
      }
    } catch (IOException ended) {
      // The client or the test hung up.
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
