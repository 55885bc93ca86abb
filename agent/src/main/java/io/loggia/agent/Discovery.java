package io.loggia.agent;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files that the inputs' paths mean. */
final class Discovery {
  private final List<Source> sources = new ArrayList<>();
  private final Complaints complaints;

  /** An input with its paths compiled. */
  private record Source(FileInput input, List<Glob> globs) {}

  /** A regular file that an input wants. */
  record Found(Path path, FileFacts facts, FileInput input) {
    boolean olderThanWanted(Instant now) {
      long modified = facts.modified() / 1_000_000;
      return !input.ignoreOlder().isZero()
          && modified < now.minus(input.ignoreOlder()).toEpochMilli();
    }
  }

  Discovery(List<FileInput> inputs, Complaints complaints) {
    this.complaints = complaints;
    for (FileInput input : inputs) {
      sources.add(new Source(input, input.paths().stream().map(Glob::compile).toList()));
    }
  }

  /**
   * Every file once, under the first name that leads to it; the first input that wants it has it.
   */
  Map<FileKey, Found> search() {
    Map<FileKey, Found> found = new LinkedHashMap<>();
    for (Source source : sources) {
      for (Glob glob : source.globs()) {
        glob.expand(complaints, path -> consider(path, source.input(), found));
      }
    }
    return found;
  }

  /** The input that would want a file of this name. */
  Optional<FileInput> inputFor(String path) {
    return sources.stream()
        .filter(source -> source.globs().stream().anyMatch(glob -> glob.matches(path)))
        .map(Source::input)
        .filter(input -> !isExcluded(path, input))
        .findFirst();
  }

  private void consider(Path path, FileInput input, Map<FileKey, Found> found) {
    if (isExcluded(path.toString(), input)) {
      return;
    }
    try {
      LinkOption[] links =
          input.symlinks() ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
      FileFacts facts = FileFacts.read(path, links);
      if (facts.regular()) {
        found.putIfAbsent(facts.key(), new Found(path, facts, input));
      } else if (!facts.directory() || isNamedOutright(path, input)) {
        complaints.warn(path, "is not a regular file and is left alone");
      }
    } catch (NoSuchFileException none) {
      complaints.resolved(path);
    } catch (IOException e) {
      complaints.warn(path, "cannot be looked at: " + e + "; it is tried again");
    }
  }

  private static boolean isNamedOutright(Path path, FileInput input) {
    return input.paths().contains(path.toString());
  }

  private static boolean isExcluded(String path, FileInput input) {
    return input.excludeFiles().stream().anyMatch(pattern -> pattern.matcher(path).find());
  }
}
