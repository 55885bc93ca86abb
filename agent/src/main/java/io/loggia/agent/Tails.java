package io.loggia.agent;

import io.loggia.agent.Discovery.Found;
import io.loggia.agent.RotatedFiles.Located;
import io.loggia.event.Origin;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files are being read, and what became of those that moved. A file is begun once: under
 * whatever name it comes back, and as whichever copy its rest survives, it keeps its source id.
 *
 * <p>Belongs to the agent's thread, {@link #status} aside.
 */
final class Tails {
  private static final System.Logger LOG = System.getLogger(Tails.class.getName());

  /** How long the checkpoint of a file is kept that is nowhere to be found, but may come back. */
  static final Duration KEEP_ABSENT = Duration.ofHours(24);

  private static final byte[] NOT_REMEMBERED = new byte[0];

  private final AgentSettings settings;
  private final Registry registry;
  private final AgentMetrics metrics;
  private final Complaints complaints;
  private final RotatedFiles rotated;
  private final Suspects suspects = new Suspects();

  private final Map<FileKey, Tail> tails = new ConcurrentHashMap<>();
  private final Map<FileKey, Absent> absent = new HashMap<>();
  private boolean restarted = true;

  /** A checkpoint whose file is not being read. */
  private record Absent(Checkpoint checkpoint, Instant since) {}

  Tails(AgentSettings settings, Registry registry, AgentMetrics metrics, Complaints complaints)
      throws RegistryException {
    this.settings = settings;
    this.registry = registry;
    this.metrics = metrics;
    this.complaints = complaints;
    this.rotated = new RotatedFiles(complaints);
    for (Checkpoint checkpoint : registry.checkpoints()) {
      Absent older = absent.put(checkpoint.key(), new Absent(checkpoint, now()));
      if (older != null) {
        forget(older.checkpoint());
      }
    }
  }

  Collection<Tail> all() {
    return tails.values();
  }

  List<TailStatus> status() {
    return tails.values().stream()
        .map(Tail::status)
        .sorted(Comparator.comparing(TailStatus::path))
        .toList();
  }

  /** Finds out under which name each file is now. */
  void locate(Map<FileKey, Found> found) throws RegistryException {
    rotated.refresh();
    // The number of an empty file that is not open may be another's by now, and nothing would tell.
    tails.values().removeIf(tail -> tail.checkpoint().isBlank() && tail.channel() == null);
    for (Tail tail : tails.values()) {
      Found here = found.get(tail.key());
      if (here != null) {
        tail.isAt(here.path(), true, here.facts(), now());
      } else {
        locate(tail);
      }
    }
  }

  private void locate(Tail tail) throws RegistryException {
    Optional<Located> elsewhere =
        rotated
            .byKey(tail.place().getParent(), tail.key())
            .or(() -> rotated.byKey(Path.of(tail.checkpoint().path()).getParent(), tail.key()));
    if (elsewhere.isPresent()) {
      tail.isAt(elsewhere.get().path(), false, elsewhere.get().facts(), now());
    } else {
      tail.isDeleted();
      if (tail.channel() == null) {
        deleted(tail);
      }
    }
  }

  /** The file is gone and was not open: the rest is in a copy or nowhere. */
  private void deleted(Tail tail) throws RegistryException {
    Optional<Located> copy = copyOf(tail.checkpoint(), tail.head());
    release(tail);
    try {
      if (copy.isPresent()) {
        absent.remove(tail.key());
        continueIn(copy.get(), tail.checkpoint(), tail.input());
        return;
      }
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      complaints.warn(copy.get().path(), "cannot be read: " + e);
    }
    countUnread(tail.checkpoint(), tail.size(), "was deleted");
  }

  /**
   * Goes on with files that were read before: at their paths, after a restart also under other
   * names in their folder. Once it is known which files these are, the rest of those that were
   * truncated meanwhile is looked for in the others.
   */
  void resume(Map<FileKey, Found> found, Discovery discovery) throws RegistryException {
    forEachAbsent(checkpoint -> resume(checkpoint, found.get(checkpoint.key()), discovery));
    forEachAbsent(checkpoint -> lost(checkpoint, found.get(checkpoint.key()), discovery));
    restarted = false;
  }

  private interface Resumption {
    void accept(Checkpoint checkpoint) throws IOException;
  }

  private void forEachAbsent(Resumption resumption) throws RegistryException {
    for (Absent each : new ArrayList<>(absent.values())) {
      Checkpoint checkpoint = each.checkpoint();
      if (!each.equals(absent.get(checkpoint.key()))) {
        // Its number was reused by a copy that has just been found.
        continue;
      }
      try {
        resumption.accept(checkpoint);
      } catch (RegistryException e) {
        throw e;
      } catch (IOException e) {
        complaints.warn(checkpoint.path(), "cannot be read: " + e + "; it is tried again");
      }
    }
  }

  private void resume(Checkpoint checkpoint, @Nullable Found here, Discovery discovery)
      throws IOException {
    if (here != null) {
      Located file = new Located(here.path(), here.facts());
      if (rotated.isSame(file, checkpoint)) {
        absent.remove(checkpoint.key());
        attach(checkpoint, here.input(), file, true);
      }
    } else if (restarted) {
      Optional<Located> renamed =
          rotated
              .byKey(Path.of(checkpoint.path()).getParent(), checkpoint.key())
              .filter(file -> rotated.isSame(file, checkpoint));
      Optional<FileInput> input = discovery.inputFor(checkpoint.path());
      if (renamed.isPresent() && input.isPresent()) {
        absent.remove(checkpoint.key());
        attach(checkpoint, input.get(), renamed.get(), false);
      }
    }
  }

  private void lost(Checkpoint checkpoint, @Nullable Found here, Discovery discovery)
      throws IOException {
    if (here != null) {
      absent.remove(checkpoint.key());
      vanished(checkpoint, here.input(), 0, NOT_REMEMBERED);
      return;
    }
    Optional<FileInput> input = discovery.inputFor(checkpoint.path());
    if (!restarted || input.isEmpty()) {
      return;
    }
    Optional<Located> copy = copyOf(checkpoint, NOT_REMEMBERED);
    if (copy.isPresent()) {
      absent.remove(checkpoint.key());
      continueIn(copy.get(), checkpoint, input.get());
    } else {
      countUnread(checkpoint, 0, "was deleted while no agent ran");
    }
  }

  private void attach(Checkpoint checkpoint, FileInput input, Located file, boolean matched)
      throws IOException {
    byte[] head = FileBytes.head(file.path());
    Tail tail = new Tail(checkpoint, input, settings.hostName(), head, now());
    tail.isAt(file.path(), matched, file.facts(), now());
    tails.put(tail.key(), tail);
  }

  /**
   * Begins with files that nobody has seen before. Their source ids are on disk before the first of
   * them can be read. Originals come before what is named after them.
   */
  void begin(Map<FileKey, Found> found) throws RegistryException {
    List<Found> unknown =
        found.values().stream()
            .filter(file -> !isBeingRead(file.facts().key()))
            .filter(file -> !file.olderThanWanted(now()))
            .sorted(Comparator.comparingInt(file -> file.path().toString().length()))
            .toList();
    suspects.retain(unknown.stream().map(file -> file.facts().key()).toList());
    for (Found file : unknown) {
      try {
        begin(file);
        complaints.resolved(file.path());
      } catch (RegistryException e) {
        throw e;
      } catch (IOException e) {
        complaints.warn(file.path(), "cannot be read: " + e + "; it is tried again");
      }
    }
  }

  private void begin(Found file) throws IOException {
    FileKey key = file.facts().key();
    byte[] head = FileBytes.head(file.path());
    boolean other = !FileFacts.read(file.path()).key().equals(key);
    if (other || suspects.mustWait(file, head, tails.values(), now())) {
      return;
    }
    Fingerprint fingerprint = Fingerprint.of(head, 0, head.length);
    long source =
        Origin.source(
            registry.agentId().toString(),
            Long.toHexString(key.device()),
            Long.toHexString(key.inode()),
            Long.toHexString(fingerprint.hash()),
            UUID.randomUUID().toString());
    Checkpoint checkpoint =
        new Checkpoint(
            source,
            key,
            file.path().toString(),
            fingerprint,
            Checkpoint.Position.START,
            Optional.empty());
    if (!checkpoint.isBlank()) {
      registry.append(new RegistryRecord.Known(checkpoint));
    }
    attach(checkpoint, file.input(), new Located(file.path(), file.facts()), true);
  }

  /**
   * The file is not empty any more: only now is there something to know it by, and by which it may
   * turn out to be a copy of another one.
   *
   * @return false when that must be waited for
   */
  boolean fill(Tail tail) throws IOException {
    byte[] head = FileBytes.head(Objects.requireNonNull(tail.channel()));
    if (tail.matched()) {
      Found file = new Found(tail.place(), FileFacts.read(tail.place()), tail.input());
      if (suspects.mustWait(file, head, tails.values(), now())) {
        tails.remove(tail.key());
        return false;
      }
    }
    Checkpoint checkpoint = tail.checkpoint().withHead(Fingerprint.of(head, 0, head.length));
    tail.head(head);
    tail.checkpoint(registry.append(new RegistryRecord.Known(checkpoint)));
    return true;
  }

  /**
   * The file was truncated, or another one has its number: what was read from it is not in it any
   * more. What is in it now is a new source. A crash in between repeats this, since nothing of the
   * new source is offered before the old one has been dealt with on disk.
   */
  void replaced(Tail tail) throws IOException {
    Checkpoint checkpoint = tail.checkpoint();
    Path place = tail.place();
    tails.remove(checkpoint.key());
    vanished(checkpoint, tail.input(), tail.size(), tail.head());
    if (tail.matched()) {
      FileFacts facts = FileFacts.read(place);
      if (facts.key().equals(checkpoint.key())) {
        begin(new Found(place, facts, tail.input()));
      }
    }
  }

  /** The rest of the old lines is in the rotated copy, or nowhere. */
  private void vanished(Checkpoint checkpoint, FileInput input, long lastSize, byte[] head)
      throws IOException {
    Optional<Located> copy = copyOf(checkpoint, head);
    if (copy.isPresent()) {
      continueIn(copy.get(), checkpoint, input);
    } else {
      countUnread(checkpoint, lastSize, "was truncated or replaced");
      forget(checkpoint);
    }
  }

  private Optional<Located> copyOf(Checkpoint checkpoint, byte[] head) {
    return rotated.copyOf(
        checkpoint, head, key -> key.equals(checkpoint.key()) || isBeingRead(key));
  }

  private void continueIn(Located copy, Checkpoint checkpoint, FileInput input) throws IOException {
    FileKey key = copy.facts().key();
    Absent reused = absent.remove(key);
    if (reused != null) {
      forget(reused.checkpoint());
    }
    shorten(checkpoint, copy);
    Checkpoint moved = registry.append(new RegistryRecord.Moved(checkpoint.source(), key));
    attach(moved, input, copy, false);
    LOG.log(
        Level.INFO,
        "{0} was truncated; what was not read before is read from {1}",
        checkpoint.path(),
        copy.path());
  }

  /**
   * More was read than was copied: what was written in between is in no file any more. Nothing is
   * appended to a copy, so no offset is used twice.
   */
  private void shorten(Checkpoint checkpoint, Located copy) throws IOException {
    long size = copy.facts().size();
    if (size < checkpoint.offset()) {
      Checkpoint.Position end = FileBytes.end(copy.path(), size);
      registry.append(new RegistryRecord.Acknowledged(checkpoint.source(), end));
    }
    if (size < checkpoint.head().length()) {
      byte[] head = FileBytes.head(copy.path());
      Fingerprint shorter = Fingerprint.of(head, 0, head.length);
      registry.append(new RegistryRecord.Head(checkpoint.source(), shorter));
    }
  }

  private boolean isBeingRead(FileKey key) {
    return tails.containsKey(key);
  }

  /** Stops reading the file; its checkpoint is kept in case that it comes back. */
  void release(Tail tail) {
    tails.remove(tail.key());
    if (!tail.checkpoint().isBlank()) {
      absent.put(tail.key(), new Absent(tail.checkpoint(), now()));
    }
  }

  /** Gives up the checkpoints of files that have been gone for long. */
  void forgetAbsent() throws RegistryException {
    Instant oldest = now().minus(KEEP_ABSENT);
    for (Absent gone : new ArrayList<>(absent.values())) {
      if (gone.since().isBefore(oldest)) {
        absent.remove(gone.checkpoint().key());
        forget(gone.checkpoint());
      }
    }
  }

  private void forget(Checkpoint checkpoint) throws RegistryException {
    registry.append(new RegistryRecord.Forgotten(checkpoint.source()));
  }

  private void countUnread(Checkpoint checkpoint, long lastSize, String what) {
    long size = Math.max(lastSize, checkpoint.position().knownSize());
    long unread = size - checkpoint.offset();
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

  private Instant now() {
    return settings.clock().instant();
  }
}
