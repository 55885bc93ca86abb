package io.loggia.agent;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Files to tail, and what to make of their lines; one entry of {@code filebeat.inputs}.
 *
 * @param id names the input in messages
 * @param paths globs: {@code *}, {@code ?}, {@code [a-z]} within a name, {@code **} for any depth
 *     of folders
 * @param excludeFiles paths in which one of these is found are left alone
 * @param includeLines when there are any, only lines in which one is found become events
 * @param excludeLines lines in which one of these is found are dropped, after includeLines
 * @param fields added to every event, under {@code fields} or at its root
 * @param maxBytes what a line may have; the rest of a longer one is skipped and counted
 * @param closeQuiet how long a rotated or deleted file must be quiet, and read to its end, before
 *     it is let go and an unfinished last line is shipped as it is
 * @param ignoreOlder files last modified longer ago than this are not begun; zero for no such limit
 * @param symlinks whether a path may be a symbolic link to a file
 */
public record FileInput(
    String id,
    List<String> paths,
    List<Pattern> excludeFiles,
    List<Pattern> includeLines,
    List<Pattern> excludeLines,
    Map<String, Object> fields,
    boolean fieldsUnderRoot,
    List<String> tags,
    int maxBytes,
    Duration closeQuiet,
    Duration ignoreOlder,
    boolean symlinks) {
  public static final int DEFAULT_MAX_BYTES = 10 << 20;
  public static final Duration DEFAULT_CLOSE_QUIET = Duration.ofMinutes(5);

  /** Compressed files: their bytes are no lines. */
  public static final List<Pattern> DEFAULT_EXCLUDE_FILES =
      List.of(Pattern.compile("\\.(gz|bz2|xz|zst|lz4|zip|Z)$"));

  public FileInput {
    paths = List.copyOf(paths);
    excludeFiles = List.copyOf(excludeFiles);
    includeLines = List.copyOf(includeLines);
    excludeLines = List.copyOf(excludeLines);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    tags = List.copyOf(tags);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("input " + id + " names no paths");
    }
    if (maxBytes < 1 || maxBytes > 1 << 30) {
      throw new IllegalArgumentException("max_bytes " + maxBytes + " is not within 1 to 1 GiB");
    }
    if (closeQuiet.isNegative() || ignoreOlder.isNegative()) {
      throw new IllegalArgumentException("input " + id + " has a negative duration");
    }
  }

  /** An input with the defaults. */
  public static FileInput of(String id, List<String> paths) {
    return new FileInput(
        id,
        paths,
        DEFAULT_EXCLUDE_FILES,
        List.of(),
        List.of(),
        Map.of(),
        false,
        List.of(),
        DEFAULT_MAX_BYTES,
        DEFAULT_CLOSE_QUIET,
        Duration.ZERO,
        false);
  }
}
