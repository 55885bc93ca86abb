package io.loggia.agent;

import io.loggia.agent.Discovery.Found;
import io.loggia.agent.TailReader.Outcome;
import io.loggia.agent.TailStatus.State;
import io.loggia.event.EventSink;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Looks where the files are and reads them in turn. Belongs to one thread, status aside. */
final class TailLoop implements Closeable {
  private final AgentSettings settings;
  private final Complaints complaints = new Complaints();
  private final Discovery discovery;
  private final Tails tails;
  private final TailReader reader;
  private final OpenFiles openFiles;

  TailLoop(AgentSettings settings, EventSink sink, Registry registry, AgentMetrics metrics)
      throws RegistryException {
    this.settings = settings;
    this.discovery = new Discovery(settings.inputs(), complaints);
    this.openFiles = new OpenFiles(settings.maxOpenFiles());
    this.tails = new Tails(settings, registry, metrics, complaints);
    this.reader = new TailReader(sink, registry, settings.clock(), metrics);
  }

  /** How far each file is, by path. */
  List<TailStatus> status() {
    return tails.status();
  }

  /** Looks for new, renamed and deleted files. */
  void scan() throws RegistryException {
    Map<FileKey, Found> found = discovery.search();
    tails.locate(found);
    if (tails.resume(found, discovery)) {
      tails.begin(found);
    }
    tails.forgetAbsent();
  }

  /**
   * Reads a chunk of every file that has something new, until told to stop.
   *
   * @return whether there may be more at once
   */
  boolean poll(BooleanSupplier stop)
      throws RegistryException, InterruptedException, RefusedException {
    boolean progress = false;
    for (Tail tail : tails.all()) {
      if (stop.getAsBoolean()) {
        break;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Instant now = settings.clock().instant();
      if (tail.channel() != null || tail.hasMore(now)) {
        progress |= poll(tail);
      }
      if (tail.isDone(now)) {
        openFiles.close(tail);
        tails.done(tail);
      }
    }
    return progress;
  }

  private boolean poll(Tail tail) throws RegistryException, InterruptedException, RefusedException {
    try {
      if (!openFiles.open(tail)) {
        return false;
      }
      Outcome outcome = reader.poll(tail);
      if (outcome == Outcome.PROGRESS) {
        openFiles.touch(tail);
      } else if (outcome == Outcome.FIRST_BYTES && !tails.fill(tail)) {
        openFiles.close(tail);
      } else if (outcome == Outcome.REPLACED) {
        openFiles.close(tail);
        tails.replaced(tail);
      }
      complaints.resolved(tail.place());
      return outcome != Outcome.IDLE;
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      if (tail.state() != State.DELETED) {
        openFiles.close(tail);
      }
      complaints.warn(tail.place(), "cannot be read: " + e + "; it is tried again");
      return false;
    }
  }

  @Override
  public void close() {
    openFiles.closeAll();
  }
}
