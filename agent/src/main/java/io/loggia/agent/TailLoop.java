package io.loggia.agent;

import io.loggia.agent.Discovery.Found;
import io.loggia.agent.RotatedFiles.Located;
import io.loggia.agent.TailReader.Outcome;
import io.loggia.event.EventSink;
import io.loggia.event.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows every file: which are there, which moved, which are gone, and reads them in turn. Belongs
 * to one thread, {@link #status} aside.
 */
final class TailLoop implements Closeable {
  private static final System.Logger LOG = System.getLogger(TailLoop.class.getName());

  /** How long the checkpoint of a file is kept that is nowhere to be found, but may come back. */
  static final Duration KEEP_ABSENT = Duration.ofHours(24);

  private final AgentSettings settings;
  private final Registry registry;
  private final AgentMetrics metrics;
  private final Complaints complaints = new Complaints();
  private final Discovery discovery;
  private final RotatedFiles rotated = new RotatedFiles(complaints);
  private final Suspects suspects = new Suspects();
  private final TailReader reader;
  private final OpenFiles openFiles;

  private final Map<FileKey, Tail> tails = new ConcurrentHashMap<>();
  private final Map<FileKey, Absent> absent = new HashMap<>();
  private boolean firstScan = true;

  /** A checkpoint whose file is not being read. */
  private record Absent(Checkpoint checkpoint, Instant since) {}

  TailLoop(AgentSettings settings, EventSink sink, Registry registry, AgentMetrics metrics)
      throws RegistryException {
    this.settings = settings;
    this.registry = registry;
    this.metrics = metrics;
    this.discovery = new Discovery(settings.inputs(), complaints);
    this.reader = new TailReader(sink, registry, settings.clock(), metrics);
    this.openFiles = new OpenFiles(settings.maxOpenFiles());
    for (Checkpoint checkpoint : registry.checkpoints()) {
      Absent older = absent.put(checkpoint.key(), new Absent(checkpoint, now()));
      if (older != null) {
        registry.append(new RegistryRecord.Forgotten(older.checkpoint().source()));
      }
    }
  }

  List<TailStatus> status() {
    return tails.values().stream()
        .map(Tail::status)
        .sorted(Comparator.comparing(TailStatus::path))
        .toList();
  }

  /** Looks for new, renamed and deleted files. */
  void scan() throws RegistryException {
    Map<FileKey, Found> found = discovery.search();
    rotated.refresh();
    for (Tail tail : tails.values()) {
      locate(tail, found.get(tail.key()));
    }
    resume(found);
    begin(found);
    forgetAbsent();
  }

  /**
   * Reads a chunk of every file that has something new, until told to stop.
   *
   * @return whether there may be more at once
   */
  boolean poll(BooleanSupplier stop)
      throws RegistryException, InterruptedException, RefusedException {
    boolean progress = false;
    for (Tail tail : tails.values()) {
      if (stop.getAsBoolean()) {
        break;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (tail.channel() != null || tail.hasMore(now())) {
        progress |= poll(tail);
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
      switch (outcome) {
        case IDLE -> letGoWhenDone(tail);
        case PROGRESS -> openFiles.touch(tail);
        case REPLACED -> replaced(tail);
      }
      complaints.resolved(tail.place());
      return outcome != Outcome.IDLE;
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      complaints.warn(tail.place(), "cannot be read: " + e + "; it is tried again");
      return false;
    }
  }

  /** Finds out where the file of a tail is now. */
  private void locate(Tail tail, @Nullable Found found) {
    if (found != null) {
      tail.isAt(found.path(), true, found.facts(), now());
      return;
    }
    Optional<Located> elsewhere =
        rotated
            .byKey(tail.place().getParent(), tail.key())
            .or(() -> rotated.byKey(Path.of(tail.checkpoint().path()).getParent(), tail.key()));
    if (elsewhere.isPresent()) {
      tail.isAt(elsewhere.get().path(), false, elsewhere.get().facts(), now());
    } else {
      tail.isDeleted();
      if (tail.channel() == null) {
        countUnread(tail.checkpoint(), tail.size(), "was deleted");
        absent.put(tail.key(), new Absent(tail.checkpoint(), now()));
        tails.remove(tail.key());
      }
    }
  }

  /**
   * Goes on with files that were read before. After a restart they are also looked for under other
   * names in their folder; whether they are still the same files is seen when they are read.
   */
  private void resume(Map<FileKey, Found> found) {
    Iterator<Absent> each = absent.values().iterator();
    while (each.hasNext()) {
      Checkpoint checkpoint = each.next().checkpoint();
      Found here = found.get(checkpoint.key());
      Optional<Tail> tail =
          here != null
              ? Optional.of(attach(checkpoint, here.input(), here.path(), here.facts(), true))
              : firstScan ? findRenamed(checkpoint) : Optional.empty();
      if (tail.isPresent()) {
        tails.put(checkpoint.key(), tail.get());
        each.remove();
      }
    }
    firstScan = false;
  }

  private Optional<Tail> findRenamed(Checkpoint checkpoint) {
    Optional<FileInput> input = discovery.inputFor(checkpoint.path());
    if (input.isEmpty()) {
      return Optional.empty();
    }
    Optional<Located> renamed =
        rotated
            .byKey(Path.of(checkpoint.path()).getParent(), checkpoint.key())
            .filter(file -> rotated.isSame(file, checkpoint));
    if (renamed.isEmpty()) {
      countUnread(checkpoint, 0, "was deleted while no agent ran");
    }
    return renamed.map(file -> attach(checkpoint, input.get(), file.path(), file.facts(), false));
  }

  private Tail attach(
      Checkpoint checkpoint, FileInput input, Path place, FileFacts facts, boolean matched) {
    Tail tail = new Tail(checkpoint, input, settings.hostName(), place, now());
    tail.isAt(place, matched, facts, now());
    return tail;
  }

  /**
   * Begins with files that nobody has seen before. Their source ids are on disk when it returns.
   */
  private void begin(Map<FileKey, Found> found) throws RegistryException {
    found.keySet().removeAll(tails.keySet());
    suspects.retain(found.keySet());
    Map<FileKey, Tail> begun = new HashMap<>();
    for (Found file : found.values()) {
      try {
        if (!file.olderThanWanted(now()) && !suspects.mustWait(file, tails.values(), now())) {
          begin(file).ifPresent(tail -> begun.put(tail.key(), tail));
        }
        complaints.resolved(file.path());
      } catch (RegistryException e) {
        throw e;
      } catch (IOException e) {
        complaints.warn(file.path(), "cannot be read: " + e + "; it is tried again");
      }
    }
    registry.sync();
    tails.putAll(begun);
  }

  private Optional<Tail> begin(Found file) throws IOException {
    FileKey key = file.facts().key();
    Fingerprint head;
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      head = FileBytes.fingerprint(channel, 0, Fingerprint.HEAD);
    }
    if (!FileFacts.read(file.path()).key().equals(key)) {
      return Optional.empty();
    }
    long source =
        Origin.source(
            registry.agentId().toString(),
            Long.toHexString(key.device()),
            Long.toHexString(key.inode()),
            Long.toHexString(head.hash()),
            UUID.randomUUID().toString());
    Checkpoint checkpoint =
        new Checkpoint(
            source, key, file.path().toString(), head, Checkpoint.Position.START, Optional.empty());
    registry.append(new RegistryRecord.Known(checkpoint));
    return Optional.of(attach(checkpoint, file.input(), file.path(), file.facts(), true));
  }

  /**
   * The file was truncated, or another one has its number: what was read from it is not in it any
   * more. The rest of the old lines is in the rotated copy or nowhere; what is in the file now is a
   * new source. A crash in between repeats this, since nothing of the new source is offered before
   * the old one has been dealt with on disk.
   */
  private void replaced(Tail tail) throws IOException {
    openFiles.close(tail);
    tails.remove(tail.key());
    Path place = tail.place();
    boolean matched = tail.matched();
    FileKey key = tail.key();
    FileInput input = tail.input();
    Optional<Located> copy = rotated.copyOf(tail.checkpoint(), this::isTaken);
    if (copy.isPresent()) {
      continueIn(copy.get(), tail);
    } else {
      countUnread(tail.checkpoint(), tail.size(), "was truncated or replaced");
      registry.append(new RegistryRecord.Forgotten(tail.checkpoint().source()));
    }
    if (matched) {
      FileFacts facts = FileFacts.read(place);
      if (facts.key().equals(key)) {
        begin(new Found(place, facts, input)).ifPresent(fresh -> tails.put(key, fresh));
      }
    }
    registry.sync();
  }

  private boolean isTaken(FileKey key) {
    return tails.containsKey(key) || absent.containsKey(key);
  }

  private void continueIn(Located copy, Tail tail) throws IOException {
    long source = tail.checkpoint().source();
    FileKey key = copy.facts().key();
    if (copy.facts().size() < tail.checkpoint().offset()) {
      // More was read than was copied. Nothing is appended to a copy, so no offset is used twice.
      Checkpoint.Position end = FileBytes.end(copy.path(), copy.facts().size());
      tail.checkpoint(registry.append(new RegistryRecord.Acknowledged(source, end)));
    }
    tail.checkpoint(registry.append(new RegistryRecord.Moved(source, key)));
    tail.continuesIn(copy.path(), copy.facts(), now());
    tails.put(key, tail);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} was truncated; its rest is read from {1}",
        tail.checkpoint().path(),
        copy.path());
  }

  private void countUnread(Checkpoint checkpoint, long lastSize, String what) {
    long size = Math.max(lastSize, checkpoint.position().knownSize());
    long unread = Math.max(0, size - checkpoint.offset());
    if (unread > 0) {
      metrics.unreadBytes.increment((double) unread);
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} {1} and no copy of it is beside it: at least {2} bytes could not be read."
              + " Rotate by rename, or keep the copy in the same folder for a while",
          checkpoint.path(),
          what,
          Long.toString(unread));
    } else {
      LOG.log(System.Logger.Level.INFO, "{0} {1}", checkpoint.path(), what);
    }
  }

  private void letGoWhenDone(Tail tail) throws IOException {
    if (!tail.matched() && tail.isReadToEnd() && tail.ended(now())) {
      openFiles.close(tail);
      tails.remove(tail.key());
      absent.put(tail.key(), new Absent(tail.checkpoint(), now()));
    }
  }

  private void forgetAbsent() throws RegistryException {
    Instant oldest = now().minus(KEEP_ABSENT);
    Iterator<Absent> each = absent.values().iterator();
    while (each.hasNext()) {
      Absent gone = each.next();
      if (gone.since().isBefore(oldest)) {
        registry.append(new RegistryRecord.Forgotten(gone.checkpoint().source()));
        each.remove();
      }
    }
  }

  private Instant now() {
    return settings.clock().instant();
  }

  @Override
  public void close() throws IOException {
    openFiles.closeAll();
  }
}
