package io.loggia.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One path of an input, compiled: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a-z]} and a
 * backslash before a character, as Filebeat has them; {@code **} stands for any number of folders,
 * none included. Each real folder below a {@code **} is looked into once, so links in a circle end.
 */
final class Glob {
  private static final String ANY_DEPTH = "**";

  private final Path root;
  private final List<Segment> segments;
  private final Pattern whole;

  /** What stands between two slashes. */
  private sealed interface Segment {
    record Name(String name) implements Segment {}

    record Wild(Pattern pattern) implements Segment {}

    record AnyDepth() implements Segment {}
  }

  private Glob(Path root, List<Segment> segments) {
    this.root = root;
    this.segments = segments;
    this.whole = Pattern.compile(wholeRegex(segments), Pattern.DOTALL);
  }

  private static String wholeRegex(List<Segment> segments) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      regex.append(
          switch (segments.get(i)) {
            case Segment.Name(String name) -> "/" + Pattern.quote(name);
            case Segment.Wild(Pattern pattern) -> "/" + pattern.pattern();
            case Segment.AnyDepth() -> last ? "/.+" : "(?:/[^/]+)*";
          });
    }
    return regex.toString();
  }

  /** Whether {@link #expand} would name this absolute path if it existed. */
  boolean matches(String path) {
    return whole.matcher(path).matches();
  }

  /**
   * @throws IllegalArgumentException when a bracket or a backslash has no end
   */
  static Glob compile(String pattern) {
    String absolute =
        pattern.startsWith("/") ? pattern : Path.of("").toAbsolutePath() + "/" + pattern;
    List<Segment> segments = new ArrayList<>();
    for (String name : absolute.split("/")) {
      if (name.equals(ANY_DEPTH)) {
        segments.add(new Segment.AnyDepth());
      } else if (name.matches(".*[*?\\[\\\\].*")) {
        segments.add(new Segment.Wild(pattern(name)));
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.add(new Segment.Name(name));
      }
    }
    return new Glob(Path.of("/"), segments);
  }

  /**
   * Every path that the glob may mean, of whatever kind; some may be named twice, and one that ends
   * in no wildcard may not exist.
   */
  void expand(Complaints complaints, Consumer<Path> found) {
    expand(root, 0, complaints, found);
  }

  private void expand(Path folder, int at, Complaints complaints, Consumer<Path> found) {
    boolean last = at == segments.size() - 1;
    switch (segments.get(at)) {
      case Segment.Name(String name) -> descend(folder.resolve(name), last, at, complaints, found);
      case Segment.Wild(Pattern pattern) -> {
        for (Path entry : list(folder, complaints)) {
          if (pattern.matcher(name(entry)).matches() && (last || Files.isDirectory(entry))) {
            descend(entry, last, at, complaints, found);
          }
        }
      }
      case Segment.AnyDepth() -> walk(folder, at, complaints, found, new HashSet<>());
    }
  }

  private void descend(
      Path path, boolean last, int at, Complaints complaints, Consumer<Path> found) {
    if (last) {
      found.accept(path);
    } else {
      expand(path, at + 1, complaints, found);
    }
  }

  private void walk(
      Path folder, int at, Complaints complaints, Consumer<Path> found, Set<FileKey> seen) {
    try {
      if (!seen.add(FileFacts.read(folder).key())) {
        return;
      }
    } catch (IOException gone) {
      return;
    }
    boolean last = at == segments.size() - 1;
    if (!last) {
      expand(folder, at + 1, complaints, found);
    }
    for (Path entry : list(folder, complaints)) {
      if (Files.isDirectory(entry)) {
        walk(entry, at, complaints, found, seen);
      } else if (last) {
        found.accept(entry);
      }
    }
  }

  /** The folder's entries; none, and a complaint, where it cannot be read. */
  static List<Path> list(Path folder, Complaints complaints) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
      complaints.resolved(folder);
    } catch (NoSuchFileException | NotDirectoryException e) {
      complaints.warn(folder, "no such folder; it is looked for again");
    } catch (AccessDeniedException e) {
      complaints.warn(folder, "the folder may not be read; let this user read it");
    } catch (IOException | DirectoryIteratorException e) {
      complaints.warn(folder, "the folder cannot be read: " + e.getMessage());
    }
    return entries;
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int end = classEnd(glob, i);
          regex.append('[').append(classBody(glob.substring(i + 1, end))).append(']');
          i = end;
        }
        case '\\' -> {
          i++;
          if (i == glob.length()) {
            throw new IllegalArgumentException("\"" + glob + "\" ends in a backslash");
          }
          regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + glob + "\" is not a glob: " + e.getDescription(), e);
    }
  }

  private static int classEnd(String glob, int start) {
    int from = start + 1;
    if (from < glob.length() && glob.charAt(from) == '^') {
      from++;
    }
    int end = glob.indexOf(']', from + 1);
    if (end < 0) {
      throw new IllegalArgumentException("\"" + glob + "\" has a [ without its ]");
    }
    return end;
  }

  private static String classBody(String body) {
    return body.replace("[", "\\[").replace("&&", "&\\&");
  }
}
