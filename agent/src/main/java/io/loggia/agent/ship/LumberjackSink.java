package io.loggia.agent.ship;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ships batches to the first broker that answers. {@link #accept} returns when the broker has
 * acknowledged the whole batch, and goes on trying until then, with whatever broker is there, for
 * as long as it takes. Thread-safe; batches go out one after the other.
 */
public final class LumberjackSink implements EventSink, AutoCloseable {
  private static final Logger LOG = System.getLogger(LumberjackSink.class.getName());

  /** While one window waits for its acknowledgement, the next is being sent. */
  private static final int WINDOWS_IN_FLIGHT = 2;

  private final ShipSettings settings;
  private final List<Broker> brokers;
  private final Counter events;
  private final Counter retries;
  private final Counter truncated;

  private final ReentrantLock sending = new ReentrantLock(true);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Backoff backoff;
  private final Thread first;
  // Written by the holder of the lock only.
  private volatile @Nullable BrokerConnection connection;
  private int broker;
  private boolean failing;

  private LumberjackSink(ShipSettings settings, MeterRegistry registry) {
    this.settings = settings;
    this.brokers = settings.brokers().stream().map(Broker::parse).toList();
    this.backoff = new Backoff(settings.firstBackoff(), settings.longestBackoff());
    this.events = registry.counter("loggia.agent.ship.events");
    this.retries = registry.counter("loggia.agent.ship.retries");
    this.truncated = registry.counter("loggia.agent.ship.truncated");
    Gauge.builder("loggia.agent.ship.connected", this, LumberjackSink::openConnections)
        .register(registry);
    this.first = Thread.ofVirtual().name("ship-connect").start(this::connectFirst);
  }

  /** A sink that begins to connect at once; whether a broker is there does not matter yet. */
  public static LumberjackSink connect(ShipSettings settings, MeterRegistry registry) {
    return new LumberjackSink(settings, registry);
  }

  /**
   * Returns when a broker answers for the whole batch.
   *
   * @throws InterruptedException when the thread is interrupted; parts of the batch may have
   *     arrived
   * @throws IllegalStateException when the sink is closed meanwhile; likewise
   */
  @Override
  public void accept(Batch batch) throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    sending.lockInterruptibly();
    try {
      List<Event> rest = batch.events();
      while (!rest.isEmpty()) {
        int done = send(connected(), rest);
        rest = rest.subList(done, rest.size());
      }
    } finally {
      sending.unlock();
    }
  }

  /** Ends a call of {@link #accept} that is under way, by an exception. */
  @Override
  public void close() {
    closed.countDown();
    first.interrupt();
    BrokerConnection open = connection;
    if (open != null) {
      open.abort();
    }
    sending.lock();
    try {
      drop();
    } finally {
      sending.unlock();
    }
    join(first);
  }

  /** Waits for the thread's end, and leaves an interrupt of the caller for later. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void connectFirst() {
    sending.lock();
    try {
      connected();
    } catch (InterruptedException | IllegalStateException closedMeanwhile) {
      LOG.log(Level.DEBUG, "closed before a broker was found");
    } finally {
      sending.unlock();
    }
  }

  /** Sends until all is acknowledged or the connection fails; returns what was acknowledged. */
  private int send(BrokerConnection to, List<Event> rest) throws InterruptedException {
    long before = to.acknowledged();
    long truncatedBefore = to.truncated();
    boolean whole = false;
    try {
      int sent = 0;
      while (sent < rest.size()) {
        sent += to.send(rest.subList(sent, rest.size()), settings.windowEvents());
        to.awaitInFlight(WINDOWS_IN_FLIGHT - 1);
      }
      to.awaitInFlight(0);
      whole = true;
    } catch (IOException e) {
      failed(to.broker(), e);
    } finally {
      if (!whole) {
        drop();
      }
      truncated.increment((double) (to.truncated() - truncatedBefore));
    }
    int done = (int) (to.acknowledged() - before);
    if (done > 0) {
      events.increment(done);
      backoff.reset();
    }
    if (whole) {
      recovered(to.broker());
    }
    return done;
  }

  /** The connection, made if there is none. An idle one that the broker closed is none. */
  private BrokerConnection connected() throws InterruptedException {
    while (true) {
      if (closed.getCount() == 0) {
        throw new IllegalStateException("the sink is closed");
      }
      BrokerConnection open = connection;
      if (open != null && open.isOpen()) {
        return open;
      }
      drop();
      if (failing) {
        pause();
      }
      Broker next = brokers.get(broker);
      try {
        open = BrokerConnection.open(next, settings);
        connection = open;
        LOG.log(failing ? Level.INFO : Level.DEBUG, "connected to {0}", next);
      } catch (IOException e) {
        failed(next, e);
      }
    }
  }

  private void pause() throws InterruptedException {
    Duration pause = backoff.pause();
    if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("the sink is closed");
    }
  }

  private void failed(Broker failed, IOException reason) {
    retries.increment();
    broker = (broker + 1) % brokers.size();
    if (!failing && closed.getCount() > 0) {
      LOG.log(
          Level.WARNING,
          "the broker {0} failed ({1}); events wait, and are sent as soon as one of {2} answers",
          failed,
          reason.getMessage(),
          settings.brokers());
    }
    failing = true;
  }

  private void recovered(Broker by) {
    if (failing) {
      LOG.log(Level.INFO, "{0} takes events again", by);
      failing = false;
    }
  }

  private void drop() {
    BrokerConnection open = connection;
    if (open != null) {
      connection = null;
      open.close();
    }
  }

  private double openConnections() {
    BrokerConnection open = connection;
    return open != null && open.isOpen() ? 1 : 0;
  }
}
