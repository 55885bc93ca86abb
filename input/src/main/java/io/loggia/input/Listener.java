package io.loggia.input;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections and serves each on a virtual thread of its own. */
final class Listener implements AutoCloseable {
  /** Talks with one client until it has nothing more to say. */
  @FunctionalInterface
  interface Protocol {
    void serve(Connection connection) throws IOException, InterruptedException;
  }

  private static final Logger LOG = System.getLogger(Listener.class.getName());
  private static final int BACKLOG = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String input;
  private final ServerSocket server;
  private final int maxConnections;
  private final Protocol protocol;
  private final InputMetrics metrics;
  private final Complaints complaints = new Complaints(LOG);
  private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
  private final Thread accepting;
  private volatile boolean closing;

  private Listener(
      String input,
      ServerSocket server,
      int maxConnections,
      InputMetrics metrics,
      Protocol protocol) {
    this.input = input;
    this.server = server;
    this.maxConnections = maxConnections;
    this.metrics = metrics;
    this.protocol = protocol;
    this.accepting =
        Thread.ofVirtual().name(input + "-" + server.getLocalPort() + "-accept").start(this::run);
  }

  static Listener start(
      String input,
      InetSocketAddress address,
      int maxConnections,
      InputMetrics metrics,
      Protocol protocol)
      throws IOException {
    return new Listener(input, bind(input, address), maxConnections, metrics, protocol);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Stops accepting, lets the work at hand finish for some seconds, then closes what is left. */
  @Override
  public void close() {
    closing = true;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = closeServer();
    connections.keySet().forEach(Connection::stop);
    for (Map.Entry<Connection, Thread> entry : connections.entrySet()) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      boolean ended = false;
      try {
        ended = !interrupted && entry.getValue().join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (!ended) {
        entry.getKey().abort();
        entry.getValue().interrupt();
      }
    }
    for (Thread thread : connections.values()) {
      interrupted |= joined(thread);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the caller was interrupted meanwhile. */
  private boolean closeServer() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the socket of the " + input + " input did not close in order", e);
    }
    return joined(accepting);
  }

  private static boolean joined(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private static ServerSocket bind(String input, InetSocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address, BACKLOG);
      return server;
    } catch (BindException e) {
      server.close();
      BindException clear = new BindException(reason(input, address, e));
      clear.initCause(e);
      throw clear;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static String reason(String input, InetSocketAddress address, BindException e) {
    String host =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    String message = String.valueOf(e.getMessage());
    if (message.contains("in use")) {
      return "port %d on %s is in use; stop the other program or set inputs.%s.port"
          .formatted(address.getPort(), host, input);
    }
    if (message.contains("ermission denied")) {
      return "port %d on %s may not be opened by this user; set inputs.%s.port to 1024 or higher"
          .formatted(address.getPort(), host, input);
    }
    return "%s port %d cannot be opened (%s); set inputs.%s.host to an address of this machine"
        .formatted(host, address.getPort(), message, input);
  }

  private void run() {
    while (!closing) {
      try {
        admit(server.accept());
      } catch (IOException e) {
        if (!closing) {
          metrics.errors.increment();
          complaints.warn("the " + input + " input cannot accept a connection: " + e.getMessage());
          pause();
        }
      }
    }
  }

  /** After a failed accept, which may well be for want of file handles: lets others finish. */
  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(Socket socket) throws IOException {
    if (socket.getRemoteSocketAddress() == null) {
      socket.close();
      return;
    }
    Connection connection =
        new Connection(
            socket, complaint -> complaints.warn("the " + input + " connection of " + complaint));
    if (connections.size() >= maxConnections) {
      connection.abort();
      metrics.errors.increment();
      complaints.warn(
          "the %s input has %d connections and refuses %s; raise inputs.%s.max_connections"
              .formatted(input, maxConnections, connection.peer(), input));
      return;
    }
    Thread thread =
        Thread.ofVirtual()
            .name(input + "-" + server.getLocalPort() + "-" + connection.peer())
            .unstarted(() -> serve(connection));
    connections.put(connection, thread);
    metrics.connections.incrementAndGet();
    thread.start();
  }

  private void serve(Connection connection) {
    try (Socket socket = connection.socket()) {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      protocol.serve(connection);
    } catch (SocketTimeoutException e) {
      failed(connection, "is given up: " + e.getMessage());
    } catch (IOException e) {
      failed(connection, "failed: " + e.getMessage());
    } catch (InterruptedException e) {
      failed(connection, "was ended while a batch of it waited");
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "the sink or the " + input + " input failed", e);
      failed(connection, "was closed, for the batch could not be handed on: " + e);
    } finally {
      metrics.connections.decrementAndGet();
      // Last, since close() waits for those that are listed only.
      connections.remove(connection);
    }
  }

  private void failed(Connection connection, String how) {
    metrics.errors.increment();
    connection.complain(how);
  }
}
