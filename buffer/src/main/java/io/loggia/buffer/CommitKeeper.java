package io.loggia.buffer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * The thread that makes commits durable, about once a second, and then deletes the segments that
 * they make superfluous: never the other way round.
 */
final class CommitKeeper {
  private static final Logger LOG = System.getLogger(CommitKeeper.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Backlog backlog;
  private final CommitFile commits;
  private final Disk disk;
  private final BufferMetrics metrics;
  private final Thread thread;
  private boolean failing;

  CommitKeeper(Backlog backlog, CommitFile commits, Disk disk, BufferMetrics metrics) {
    this.backlog = backlog;
    this.commits = commits;
    this.disk = disk;
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("loggia-buffer-commit").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits for the thread to end, which it does once the backlog is closed. */
  void join() {
    Threads.join(thread);
  }

  private void run() {
    while (!backlog.isClosed()) {
      if (failing) {
        backlog.awaitClose(PAUSE);
      } else {
        backlog.awaitRemovable(PAUSE);
      }
      keep();
    }
  }

  /** Makes the commit durable and deletes what is behind it. */
  void keep() {
    List<Segment> removable = backlog.removable();
    try {
      commits.commit(backlog.committed());
      if (commits.force()) {
        metrics.fsyncs.increment();
      }
      for (Segment segment : removable) {
        segment.file.close();
        disk.delete(segment.path);
        backlog.removed(segment);
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.log(
            Level.WARNING,
            "The buffer's commit is not kept, it will be tried again every second. A crash now"
                + " means that events are read twice, not lost. Check the disk.",
            e);
      }
      failing = true;
    }
  }
}
