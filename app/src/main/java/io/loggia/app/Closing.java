package io.loggia.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened, to be closed in the opposite order. Thread-safe. */
final class Closing implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Closing.class.getName());

  private record Opened(String name, AutoCloseable part) {}

  private final Deque<Opened> parts = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Opened(name, part));
    return part;
  }

  /** Closes everything, the last opened first; a failure is logged and the rest still closed. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Opened opened = parts.pop();
      try {
        opened.part().close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "closing the " + opened.name() + " failed", e);
      }
    }
  }
}
