package io.loggia.agent;

import io.loggia.agent.Discovery.Found;
import io.loggia.agent.RotatedFiles.Located;
import io.loggia.event.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
  /** How long the checkpoint of a file is kept that is nowhere to be found, but may come back. */
  static final Duration KEEP_ABSENT = Duration.ofHours(24);

  private final AgentSettings settings;
  private final Registry registry;
  private final Losses losses;
  private final Complaints complaints;
  private final RotatedFiles rotated;
  private final Suspects suspects = new Suspects();

  private final Map<FileKey, Tail> tails = new ConcurrentHashMap<>();
  private final Map<Long, Absent> absent = new LinkedHashMap<>();
  private boolean lookInFolders = true;

  /** A checkpoint, by its source, whose file is not being read; another may have its number. */
  private record Absent(Checkpoint checkpoint, Instant since) {}

  Tails(AgentSettings settings, Registry registry, AgentMetrics metrics, Complaints complaints)
      throws RegistryException {
    this.settings = settings;
    this.registry = registry;
    this.losses = new Losses(metrics);
    this.complaints = complaints;
    this.rotated = new RotatedFiles(complaints);
    for (Checkpoint checkpoint : registry.checkpoints()) {
      isAbsent(checkpoint);
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

  /** The file is gone and is not open any more: the rest is in a copy or nowhere. */
  private void deleted(Tail tail) throws RegistryException {
    Optional<Located> copy = copyOf(tail.checkpoint());
    release(tail);
    try {
      if (copy.isPresent()) {
        continueIn(copy.get(), tail.checkpoint(), tail.input(), tail.lostSize());
        return;
      }
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      complaints.warn(copy.get().path(), "cannot be read: " + e);
    }
    losses.gone(tail.checkpoint(), tail.size(), "was deleted");
    isAbsent(tail.checkpoint().counted());
  }

  /** Nothing more is to come from the file. */
  void done(Tail tail) throws RegistryException {
    if (tail.state() == TailStatus.State.DELETED && !tail.checkpoint().isBlank()) {
      deleted(tail);
    } else {
      release(tail);
    }
  }

  /**
   * Goes on with files that were read before: at their paths, after a restart also under other
   * names in their folder. Once it is known which files these are, the rest of those that were
   * truncated meanwhile is looked for in the others.
   *
   * @return false when files were renamed meanwhile: then nothing is given up and nothing new may
   *     begin, since it may be one of these; the next scan tries again
   */
  boolean resume(Map<FileKey, Found> found, Discovery discovery) throws RegistryException {
    if (absent.isEmpty()) {
      lookInFolders = false;
      return true;
    }
    rotated.watch();
    forEachAbsent(checkpoint -> resume(checkpoint, found.get(checkpoint.key()), discovery));
    rotated.lookAgain();
    if (!rotated.moved()) {
      forEachAbsent(checkpoint -> lost(checkpoint, found.get(checkpoint.key()), discovery));
    }
    lookInFolders &= rotated.moved();
    return !rotated.moved();
  }

  private interface Resumption {
    void accept(Checkpoint checkpoint) throws IOException;
  }

  private void forEachAbsent(Resumption resumption) throws RegistryException {
    for (Absent each : new ArrayList<>(absent.values())) {
      Checkpoint checkpoint = each.checkpoint();
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
    if (isBeingRead(checkpoint.key())) {
      return;
    }
    if (here != null) {
      Located file = new Located(here.path(), here.facts());
      if (rotated.isSame(file, checkpoint)) {
        attach(checkpoint, here.input(), file, true);
      }
    } else if (lookInFolders) {
      Optional<Located> renamed =
          rotated
              .byKey(Path.of(checkpoint.path()).getParent(), checkpoint.key())
              .filter(file -> rotated.isSame(file, checkpoint));
      Optional<FileInput> input = discovery.inputFor(checkpoint.path());
      if (renamed.isPresent() && input.isPresent()) {
        attach(checkpoint, input.get(), renamed.get(), false);
      }
    }
  }

  private void lost(Checkpoint checkpoint, @Nullable Found here, Discovery discovery)
      throws IOException {
    if (here != null) {
      vanished(checkpoint, here.input(), 0);
      return;
    }
    Optional<FileInput> input = discovery.inputFor(checkpoint.path());
    if (!lookInFolders || input.isEmpty()) {
      return;
    }
    Optional<Located> copy = copyOf(checkpoint);
    if (copy.isPresent()) {
      continueIn(copy.get(), checkpoint, input.get(), 0);
    } else if (!rotated.moved()) {
      losses.gone(checkpoint, 0, "was deleted while no agent ran");
      isAbsent(checkpoint.counted());
    }
  }

  private void attach(Checkpoint checkpoint, FileInput input, Located file, boolean matched)
      throws IOException {
    Tail tail = new Tail(checkpoint, input, settings.hostName(), now());
    tail.isAt(file.path(), matched, file.facts(), now());
    tails.put(tail.key(), tail);
    absent.remove(checkpoint.source());
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
    Head head = FileBytes.head(file.path());
    boolean other = !FileFacts.read(file.path()).key().equals(key);
    if (other || suspects.mustWait(file, head, tails.values(), now())) {
      return;
    }
    long source =
        Origin.source(
            registry.agentId().toString(),
            Long.toHexString(key.device()),
            Long.toHexString(key.inode()),
            UUID.randomUUID().toString());
    Checkpoint checkpoint =
        new Checkpoint(
            source, key, file.path().toString(), head, Checkpoint.Position.START, Optional.empty());
    if (!checkpoint.isBlank()) {
      note(new RegistryRecord.Known(checkpoint));
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
    Head head = FileBytes.head(Objects.requireNonNull(tail.channel()));
    if (tail.matched()) {
      Found file = new Found(tail.place(), FileFacts.read(tail.place()), tail.input());
      if (suspects.mustWait(file, head, tails.values(), now())) {
        tails.remove(tail.key());
        return false;
      }
    }
    Checkpoint checkpoint = tail.checkpoint().withHead(head);
    tail.checkpoint(note(new RegistryRecord.Known(checkpoint)));
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
    release(tail);
    rotated.watch();
    vanished(checkpoint, tail.input(), tail.lostSize());
    if (tail.matched() && !rotated.moved()) {
      FileFacts facts = FileFacts.read(place);
      if (facts.key().equals(checkpoint.key())) {
        begin(new Found(place, facts, tail.input()));
      }
    }
  }

  /** The rest of the old lines is in the rotated copy, or nowhere. */
  private void vanished(Checkpoint checkpoint, FileInput input, long lastSize) throws IOException {
    Optional<Located> copy = copyOf(checkpoint);
    if (copy.isPresent()) {
      continueIn(copy.get(), checkpoint, input, lastSize);
    } else if (!rotated.moved()) {
      forget(checkpoint);
      losses.gone(checkpoint, lastSize, "was truncated or replaced");
    }
  }

  private Optional<Located> copyOf(Checkpoint checkpoint) {
    return rotated.copyOf(checkpoint, this::isTaken);
  }

  private void continueIn(Located copy, Checkpoint checkpoint, FileInput input, long lastSize)
      throws IOException {
    FileKey key = copy.facts().key();
    shorten(checkpoint, copy);
    Checkpoint moved = note(new RegistryRecord.Moved(checkpoint.source(), key));
    attach(moved, input, copy, false);
    losses.replacedByCopy(checkpoint, lastSize, copy.path(), copy.facts().size());
  }

  /**
   * More was read than was copied: what was written in between is in no file any more. Nothing is
   * appended to a copy, so no offset is used twice.
   */
  private void shorten(Checkpoint checkpoint, Located copy) throws IOException {
    long size = copy.facts().size();
    Checkpoint.Position end = FileBytes.end(copy.path(), size);
    Head head = FileBytes.head(copy.path());
    rotated.requireStillThere(copy);
    if (size < checkpoint.offset()) {
      note(new RegistryRecord.Acknowledged(checkpoint.source(), end));
    }
    if (size < checkpoint.head().length()) {
      note(new RegistryRecord.Begins(checkpoint.source(), head));
    }
  }

  /** Whether the file is being read, or has been, as something of its own. */
  private boolean isTaken(Located file) {
    return isBeingRead(file.facts().key())
        || absent.values().stream()
            .map(Absent::checkpoint)
            .filter(checkpoint -> checkpoint.key().equals(file.facts().key()))
            .anyMatch(checkpoint -> rotated.isSame(file, checkpoint));
  }

  private boolean isBeingRead(FileKey key) {
    return tails.containsKey(key);
  }

  /** Stops reading the file; its checkpoint is kept in case that it comes back. */
  private void release(Tail tail) {
    tails.remove(tail.key());
    if (!tail.checkpoint().isBlank()) {
      isAbsent(tail.checkpoint());
    }
  }

  private void isAbsent(Checkpoint checkpoint) {
    absent.put(checkpoint.source(), new Absent(checkpoint, now()));
  }

  /** Gives up the checkpoints of files that have been gone for long. */
  void forgetAbsent() throws RegistryException {
    Instant oldest = now().minus(KEEP_ABSENT);
    for (Absent gone : new ArrayList<>(absent.values())) {
      if (gone.since().isBefore(oldest)) {
        forget(gone.checkpoint());
      }
    }
  }

  private void forget(Checkpoint checkpoint) throws RegistryException {
    note(new RegistryRecord.Forgotten(checkpoint.source()));
    absent.remove(checkpoint.source());
  }

  private Checkpoint note(RegistryRecord record) throws RegistryException {
    try {
      return registry.append(record);
    } catch (RegistryException e) {
      // Whatever was to be done is found again, wherever the file is by then.
      lookInFolders = true;
      throw e;
    }
  }

  private Instant now() {
    return settings.clock().instant();
  }
}
