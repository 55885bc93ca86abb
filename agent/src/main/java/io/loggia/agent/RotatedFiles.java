package io.loggia.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out what became of a file: renamed, or copied and truncated. Looks in its own folder. */
final class RotatedFiles {
  private final Complaints complaints;
  private final Map<Path, Map<Path, FileFacts>> listings = new HashMap<>();
  private boolean moved;

  RotatedFiles(Complaints complaints) {
    this.complaints = complaints;
  }

  /** A file and what was known about it when it was found. */
  record Located(Path path, FileFacts facts) {}

  /** Forgets what the folders looked like. */
  void refresh() {
    listings.clear();
  }

  /** From now on {@link #moved} tells of names that change hands. */
  void watch() {
    moved = false;
    refresh();
  }

  /**
   * Whether, since {@link #watch}, a name was seen to mean another file than a moment before. A
   * rotation renames one file after another; what was looked up meanwhile may be wrong, and nothing
   * may be given up for it.
   */
  boolean moved() {
    return moved;
  }

  /**
   * Looks at the folders once more, so that {@link #moved} is true of all that was asked before.
   */
  void lookAgain() {
    Map<Path, Map<Path, FileFacts>> before = new HashMap<>(listings);
    refresh();
    before.forEach(
        (folder, facts) -> {
          Map<Path, FileFacts> now = listing(folder);
          moved |=
              facts.entrySet().stream()
                  .anyMatch(
                      entry -> {
                        FileFacts same = now.get(entry.getKey());
                        return same != null && !same.key().equals(entry.getValue().key());
                      });
        });
  }

  /** The file under whatever name it has in the folder now. */
  Optional<Located> byKey(@Nullable Path folder, FileKey key) {
    return listing(folder).entrySet().stream()
        .filter(entry -> entry.getValue().key().equals(key))
        .map(entry -> new Located(entry.getKey(), entry.getValue()))
        .findFirst();
  }

  /**
   * The copy that was made of a file before it was truncated: named after it, with the same head
   * and the same bytes before our offset. The fullest one, if there are several.
   *
   * @param taken files that are, or have been, read as something else
   */
  Optional<Located> copyOf(Checkpoint checkpoint, Predicate<Located> taken) {
    refresh();
    Path original = Path.of(checkpoint.path());
    return listing(original.getParent()).entrySet().stream()
        .filter(entry -> isNamedAfter(entry.getKey(), original))
        .map(entry -> new Located(entry.getKey(), entry.getValue()))
        .filter(file -> file.facts().regular() && !taken.test(file))
        .filter(file -> hasOurBytes(file, checkpoint))
        .max(Comparator.comparingLong(located -> located.facts().size()));
  }

  /**
   * Whether a new file may be a copy, perhaps not yet complete, of a file that is being read. If
   * so, reading it now would ship every line twice.
   */
  static boolean mayBeCopy(Path path, Head itsHead, Tail tail) {
    Path original = Path.of(tail.checkpoint().path());
    if (!isNamedAfter(path, original)) {
      return false;
    }
    return itsHead.agreesWith(tail.checkpoint().head())
        || (itsHead.length() > 0 && headNow(tail).filter(itsHead::isStartOf).isPresent());
  }

  /** Whether the original no longer begins with what its copy begins with, noticed or not. */
  static boolean isTruncated(Tail original, Head headOfCopy) {
    Optional<Head> now = headNow(original);
    return headOfCopy.length() > 0 && now.isPresent() && !headOfCopy.isStartOf(now.get());
  }

  /** How the file begins now; that it was truncated and filled again may not be noticed yet. */
  private static Optional<Head> headNow(Tail tail) {
    FileChannel open = tail.channel();
    try {
      return Optional.of(open != null ? FileBytes.head(open) : FileBytes.head(tail.place()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** app.log.1, app.log-20261120, and app-20261120.log for app.log; not app.log itself. */
  static boolean isNamedAfter(Path copy, Path original) {
    Path copyName = copy.getFileName();
    Path originalName = original.getFileName();
    if (copyName == null || originalName == null || copyName.equals(originalName)) {
      return false;
    }
    if (!Objects.equals(copy.getParent(), original.getParent())) {
      return false;
    }
    String name = originalName.toString();
    int dot = name.indexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String other = copyName.toString();
    return other.startsWith(name)
        || (other.startsWith(stem + "-")
            && other.length() > stem.length() + 1
            && Character.isDigit(other.charAt(stem.length() + 1)));
  }

  /** Whether the file is the one that the checkpoint means, and not one that got its number. */
  boolean isSame(Located file, Checkpoint checkpoint) {
    return file.facts().regular()
        && file.facts().size() >= checkpoint.offset()
        && file.facts().size() >= checkpoint.head().length()
        && hasOurBytes(file, checkpoint);
  }

  /**
   * To be asked after a file was looked into under its name.
   *
   * @throws IOException when the name means another file by now
   */
  void requireStillThere(Located file) throws IOException {
    if (!FileFacts.read(file.path()).key().equals(file.facts().key())) {
      moved = true;
      throw new IOException("it was renamed while it was looked into");
    }
  }

  private boolean hasOurBytes(Located file, Checkpoint checkpoint) {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      // Asked after opening: had the name changed hands before, another number would stand here.
      if (!FileFacts.read(file.path()).key().equals(file.facts().key())) {
        moved = true;
        return false;
      }
      if (!FileBytes.head(channel).agreesWith(checkpoint.head())) {
        return false;
      }
      // A shorter copy misses lines that were written and read before the original was truncated.
      Fingerprint overlap = checkpoint.position().overlap();
      long before = checkpoint.offset() - overlap.length();
      return file.facts().size() < checkpoint.offset()
          || overlap.equals(FileBytes.fingerprint(channel, before, overlap.length()));
    } catch (NoSuchFileException e) {
      moved = true;
      return false;
    } catch (IOException e) {
      complaints.warn(file.path(), "cannot be looked into for lost lines: " + e);
      return false;
    }
  }

  private Map<Path, FileFacts> listing(@Nullable Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      return Map.of();
    }
    return listings.computeIfAbsent(
        folder,
        all -> {
          Map<Path, FileFacts> facts = new HashMap<>();
          for (Path entry : Glob.list(all, complaints)) {
            try {
              facts.put(entry, FileFacts.read(entry, LinkOption.NOFOLLOW_LINKS));
            } catch (IOException gone) {
              moved = true;
              complaints.resolved(entry);
            }
          }
          return facts;
        });
  }
}
