package io.loggia.agent.ship;

import io.loggia.codec.lumberjack.LumberjackAck;
import io.loggia.codec.lumberjack.LumberjackLimits;
import io.loggia.codec.lumberjack.LumberjackWriter;
import io.loggia.event.Event;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one broker. One thread sends windows and waits; the connection's own thread
 * reads acknowledgements, and closes the socket when the broker owes one and is silent, which also
 * frees a sender that is stuck in a write.
 */
final class BrokerConnection implements AutoCloseable {
  private static final int TICKS_PER_TIMEOUT = 4;

  private static final int LONGEST_CONNECT = 10_000;

  private final Socket socket;
  private final Broker broker;
  private final Duration timeout;
  private final LumberjackWriter writer;
  private final Thread reading;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Sizes of the windows that were begun and are not wholly acknowledged, in order.
  private final Deque<Integer> windows = new ArrayDeque<>();
  private int acknowledgedOfFirst;
  private long acknowledgedBefore;
  private long heardAt = System.nanoTime();
  private @Nullable IOException failure;

  private BrokerConnection(Socket socket, Broker broker, ShipSettings settings) throws IOException {
    this.socket = socket;
    this.broker = broker;
    this.timeout = settings.timeout();
    this.writer =
        new LumberjackWriter(
            socket.getOutputStream(),
            settings.compression(),
            LumberjackLimits.DEFAULT.frameBytes(),
            Map.of("beat", "loggia", "version", settings.version()));
    this.reading = Thread.ofVirtual().name("ship-" + broker).start(this::read);
  }

  /** Connects to the first address of the broker's name that answers. */
  static BrokerConnection open(Broker broker, ShipSettings settings) throws IOException {
    IOException failure = new UnknownHostException("the name " + broker.host() + " is unknown");
    for (InetAddress address : InetAddress.getAllByName(broker.host())) {
      Socket socket = new Socket();
      try {
        int timeout = Math.clamp(settings.timeout().toMillis(), 1, Integer.MAX_VALUE);
        socket.connect(
            new InetSocketAddress(address, broker.port()), Math.min(timeout, LONGEST_CONNECT));
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.setSoTimeout(Math.max(1, timeout / TICKS_PER_TIMEOUT));
        return new BrokerConnection(socket, broker, settings);
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  Broker broker() {
    return broker;
  }

  /** Whether the broker can still be asked for anything. */
  boolean isOpen() {
    lock.lock();
    try {
      return failure == null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends the first of these events as one window, at most so many, and returns how many; they are
   * written then, not acknowledged.
   */
  int send(List<Event> events, int most) throws IOException {
    int count = writer.prepare(events, most);
    lock.lock();
    try {
      throwFailure();
      if (windows.isEmpty()) {
        heardAt = System.nanoTime();
      }
      windows.add(count);
    } finally {
      lock.unlock();
    }
    try {
      writer.send();
      return count;
    } catch (IOException e) {
      fail(e);
      throw e;
    }
  }

  /** Waits until at most so many windows are not acknowledged. */
  void awaitInFlight(int most) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (windows.size() > most) {
        throwFailure();
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Events that were acknowledged since the connection was made. */
  long acknowledged() {
    lock.lock();
    try {
      return acknowledgedBefore + acknowledgedOfFirst;
    } finally {
      lock.unlock();
    }
  }

  /** Events that were too large for a frame and were shortened. */
  long truncated() {
    return writer.truncated();
  }

  /** Closes the socket, which ends whoever waits on it; may be called from any thread. */
  void abort() {
    fail(new ConnectException("the connection to " + broker + " was closed"));
  }

  /** Closes the connection and ends its thread; for the thread that sends. */
  @Override
  public void close() {
    abort();
    LumberjackSink.join(reading);
    writer.close();
  }

  private void read() {
    try {
      InputStream in = socket.getInputStream();
      while (true) {
        int first = first(in);
        acknowledge(LumberjackAck.read(first, in));
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** The first byte of an acknowledgement, or -1 at the end of the stream. */
  private int first(InputStream in) throws IOException {
    while (true) {
      try {
        return in.read();
      } catch (SocketTimeoutException tick) {
        refuseSilence();
      }
    }
  }

  private void refuseSilence() throws IOException {
    lock.lock();
    try {
      if (!windows.isEmpty() && System.nanoTime() - heardAt >= timeout.toNanos()) {
        throw new SocketTimeoutException("no answer for " + timeout.toSeconds() + " s");
      }
    } finally {
      lock.unlock();
    }
  }

  private void acknowledge(LumberjackAck ack) throws IOException {
    lock.lock();
    try {
      heardAt = System.nanoTime();
      if (ack.isKeepalive()) {
        return;
      }
      Integer size = windows.peek();
      if (size == null || ack.sequence() > size) {
        throw new ProtocolException(
            "the broker acknowledged event %d of a window of %d"
                .formatted(ack.sequence(), size == null ? 0 : size));
      }
      acknowledgedOfFirst = Math.max(acknowledgedOfFirst, (int) ack.sequence());
      if (acknowledgedOfFirst == size) {
        windows.remove();
        acknowledgedBefore += size;
        acknowledgedOfFirst = 0;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException reason) {
    lock.lock();
    try {
      if (failure == null) {
        failure = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      socket.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private void throwFailure() throws IOException {
    IOException reason = failure;
    if (reason instanceof EOFException) {
      throw new EOFException(reason.getMessage());
    }
    if (reason != null) {
      throw new IOException(reason.getMessage(), reason);
    }
  }
}
