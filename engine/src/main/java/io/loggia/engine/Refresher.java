package io.loggia.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.transport.client.Client;

/**
 * Makes written documents searchable: at once when the store was idle, and under load so seldom
 * that refreshing takes at most a tenth of the time. One thread.
 */
final class Refresher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Refresher.class.getName());
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Client client;
  private final Set<String> written = new HashSet<>();
  private final Thread thread;
  private boolean closed;

  Refresher(Client client) {
    this.client = client;
    this.thread = Thread.ofPlatform().name("loggia-refresh").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Says that these indices hold documents that no search sees yet. */
  synchronized void written(Set<String> indices) {
    if (written.addAll(indices)) {
      notifyAll();
    }
  }

  private void run() {
    try {
      for (List<String> indices = next(); !indices.isEmpty(); indices = next()) {
        long start = System.nanoTime();
        refresh(indices);
        long took = System.nanoTime() - start;
        pause(Math.clamp(10 * took, LEAST_PAUSE_NANOS, LONGEST_PAUSE_NANOS));
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh(List<String> indices) {
    try {
      client
          .admin()
          .indices()
          .prepareRefresh(indices.toArray(String[]::new))
          .setIndicesOptions(IndicesOptions.lenientExpandOpen())
          .get();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "could not refresh " + indices + "; its periodic refresh will do it",
          e);
    }
  }

  /** The indices to refresh, waited for; none when closed. */
  private synchronized List<String> next() throws InterruptedException {
    while (written.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return List.of();
    }
    List<String> indices = new ArrayList<>(written);
    written.clear();
    return indices;
  }

  private synchronized void pause(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
