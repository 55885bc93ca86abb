package io.loggia.agent;

import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Counts and names what was in a file and can be read nowhere any more. */
final class Losses {
  private static final System.Logger LOG = System.getLogger(Losses.class.getName());

  private final AgentMetrics metrics;

  Losses(AgentMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * The file is gone and has no copy.
   *
   * @param lastSize how large it was when it was last looked at; 0 when only the checkpoint knows
   */
  void gone(Checkpoint checkpoint, long lastSize, String what) {
    long unread = knownSize(checkpoint, lastSize) - checkpoint.offset();
    if (unread <= 0) {
      LOG.log(Level.INFO, "{0} {1}", checkpoint.path(), what);
      return;
    }
    metrics.unreadBytes.increment((double) unread);
    LOG.log(
        Level.WARNING,
        "{0} {1}, and no copy of it is beside it: at least {2} bytes could not be read."
            + " Rotate by rename, or leave the copy in the same folder for a while",
        checkpoint.path(),
        what,
        Long.toString(unread));
  }

  /** Of the file there is only the copy; what had been written to it after that is gone. */
  void replacedByCopy(Checkpoint checkpoint, long lastSize, Path copy, long sizeOfCopy) {
    long kept = Math.max(checkpoint.offset(), sizeOfCopy);
    long unread = knownSize(checkpoint, lastSize) - kept;
    LOG.log(
        Level.INFO,
        "{0} was copied and then truncated or deleted; what was not read is read from {1}",
        checkpoint.path(),
        copy);
    if (unread > 0) {
      metrics.unreadBytes.increment((double) unread);
      LOG.log(
          Level.WARNING,
          "{0} had at least {1} bytes more than its copy {2}; these are lost."
              + " Rotate by rename: copying loses what is written in between",
          checkpoint.path(),
          Long.toString(unread),
          copy);
    }
  }

  private static long knownSize(Checkpoint checkpoint, long lastSize) {
    return Math.max(lastSize, checkpoint.position().knownSize());
  }
}
