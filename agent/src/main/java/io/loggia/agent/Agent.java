package io.loggia.agent;

import io.loggia.event.EventSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tails files and hands their lines to a sink, exactly once per file and byte offset, also across
 * restarts and kills; see {@link TailReader} for who answers for a line when. Thread-safe.
 */
public final class Agent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Agent.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AgentSettings settings;
  private final Registry registry;
  private final TailLoop loop;
  private final AgentMetrics metrics;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private Agent(AgentSettings settings, EventSink sink, Registry registry, AgentMetrics metrics)
      throws IOException {
    this.settings = settings;
    this.registry = registry;
    this.metrics = metrics;
    this.loop = new TailLoop(settings, sink, registry, metrics);
    metrics.registryCorrupt.increment(registry.corrupt());
    metrics.gauge("loggia.agent.files", () -> loop.status().size());
    metrics.gauge(
        "loggia.agent.lag.bytes", () -> loop.status().stream().mapToLong(TailStatus::lag).sum());
    this.thread = Thread.ofPlatform().name("loggia-agent").unstarted(this::run);
    this.thread.setUncaughtExceptionHandler(
        (ended, e) -> LOG.log(Level.ERROR, "The agent has ended; restart it", e));
  }

  /**
   * Opens the registry and starts tailing in a thread of its own.
   *
   * @throws IOException when the registry folder cannot be written, or another agent has it
   */
  public static Agent start(AgentSettings settings, EventSink sink, MeterRegistry metrics)
      throws IOException {
    Registry registry = Registry.open(settings.registryFolder());
    try {
      Agent agent = new Agent(settings, sink, registry, new AgentMetrics(metrics));
      agent.thread.start();
      return agent;
    } catch (IOException | RuntimeException e) {
      registry.abandon();
      throw e;
    }
  }

  /** How far each file is, by path. */
  public List<TailStatus> status() {
    return loop.status();
  }

  /**
   * Stops reading, waits for the batch in flight, writes the last checkpoint and ends the thread. A
   * sink that does not return within five seconds is interrupted; its batch is offered again after
   * the next start.
   */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      thread.interrupt();
    }
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

  private void run() {
    try (metrics;
        registry;
        loop) {
      tail();
    } catch (InterruptedException e) {
      LOG.log(
          Level.WARNING,
          "the batch in flight was not acknowledged in time; it is offered again at the next start");
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the last checkpoint may be lost: {0}", e.toString());
    }
  }

  private void tail() throws InterruptedException {
    Pace pace = new Pace(settings.scanInterval());
    while (!isClosing()) {
      try {
        step(pace);
      } catch (RefusedException e) {
        complain(pace, "A batch was refused and is offered again", e);
        pause(pace.retry());
      } catch (RegistryException e) {
        complain(pace, "Nothing is shipped until this is mended", e);
        pause(pace.retry());
      } catch (RuntimeException e) {
        complain(pace, "A look at the files failed and is tried again", e);
        pause(pace.retry());
      }
    }
  }

  private void step(Pace pace) throws InterruptedException, RefusedException, RegistryException {
    if (pace.scanIsDue()) {
      loop.scan();
    }
    boolean progress = loop.poll(this::isClosing);
    if (pace.syncIsDue()) {
      registry.sync();
    }
    if (progress) {
      pace.shipped();
    } else {
      pause(pace.nap());
    }
  }

  private void complain(Pace pace, String what, Exception e) {
    if (pace.complaintIsDue()) {
      LOG.log(Level.WARNING, what, e);
    }
  }

  private void pause(Duration length) throws InterruptedException {
    if (closing.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.DEBUG, "closing");
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }
}
