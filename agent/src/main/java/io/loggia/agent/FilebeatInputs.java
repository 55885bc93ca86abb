package io.loggia.agent;

import io.loggia.kernel.YamlSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one file's {@code filebeat.inputs}. */
final class FilebeatInputs {
  private static final Set<String> TYPES = Set.of("log", "filestream");
  private static final Pattern POSIX_CLASS =
      Pattern.compile("\\[:(alpha|digit|alnum|upper|lower|punct|space|xdigit|blank|cntrl|print):]");

  private static final Map<String, String> REFUSED = refused();

  /** Where Filebeat may abandon unread bytes and the agent does not, or what tunes its own work. */
  private static final List<String> NO_EFFECT =
      List.of(
          "scan_frequency",
          "file_identity",
          "harvester_buffer_size",
          "buffer_size",
          "harvester_limit",
          "backoff",
          "max_backoff",
          "backoff_factor",
          "close_renamed",
          "close_removed",
          "close_timeout",
          "clean_inactive",
          "clean_removed",
          "clean_on_state_change",
          "allow_deprecated_use",
          "allow_deprecated_id_duplication",
          "take_over",
          "recursive_glob",
          "publisher_pipeline",
          "legacy_clean_inactive");

  private final String file;
  private final List<String> tags;
  private final Map<String, Object> fields;
  private final boolean fieldsUnderRoot;
  private int count;

  private FilebeatInputs(
      String file, List<String> tags, Map<String, Object> fields, boolean fieldsUnderRoot) {
    this.file = file;
    this.tags = tags;
    this.fields = fields;
    this.fieldsUnderRoot = fieldsUnderRoot;
  }

  /** Takes the file's general settings, which go for all its inputs. */
  static FilebeatInputs of(YamlSection root, Path file) {
    String name = String.valueOf(file.getFileName());
    root.refuse("name", "is not served; host.name is the machine's, remove it or use fields");
    return new FilebeatInputs(
        name, root.strings("tags"), fields(root), root.bool("fields_under_root", false));
  }

  private static Map<String, String> refused() {
    Map<String, String> refused = new LinkedHashMap<>();
    String pipeline = "is not served by the agent; do it in a pipeline and remove this";
    for (String key : List.of("processors", "pipeline", "index", "keep_null", "json")) {
      refused.put(key, pipeline);
    }
    String lines = "is not served by the agent: each line becomes an event; remove it";
    for (String key : List.of("multiline", "parsers", "line_terminator", "include_message")) {
      refused.put(key, lines);
    }
    refused.put("document_type", "is not served; write fields.type instead");
    refused.put("compression", "is not served; compressed files are left alone, remove it");
    refused.put("delete", "is not served; the agent deletes no files, remove it");
    refused.put("ignore_inactive", "is not served; use ignore_older");
    refused.put("include_files", "is not served; narrow the paths instead");
    return refused;
  }

  /** One entry; empty when it is disabled or wrong. */
  Optional<FileInput> read(YamlSection input) {
    count++;
    boolean enabled = input.bool("enabled", true);
    readType(input);
    Optional<FileInput> read = readFileInput(input);
    REFUSED.forEach(input::refuse);
    FilebeatConfiguration.noEffect(input, NO_EFFECT);
    return enabled ? read : Optional.empty();
  }

  private static void readType(YamlSection input) {
    String key = input.has("input_type") ? "input_type" : "type";
    String type = input.string(key, "log");
    if (!TYPES.contains(type)) {
      input.problem(
          key, "\"" + type + "\" is not served; the agent reads files: log or filestream");
    }
  }

  private Optional<FileInput> readFileInput(YamlSection input) {
    Scanner scanner = scanner(input);
    FileInput byDefault = FileInput.of("default", List.of("/"));
    List<Pattern> exclude = new ArrayList<>(patterns(input, "exclude_files"));
    exclude.addAll(scanner.exclude());
    String id = input.string("id", file + "#" + count);
    Duration quiet = input.duration("close_inactive", closeQuiet(input, byDefault.closeQuiet()));
    int maxBytes = maxBytes(input, byDefault.maxBytes());
    List<String> allTags = new ArrayList<>(tags);
    allTags.addAll(input.strings("tags"));
    List<String> paths = paths(input);
    boolean symlinks = input.bool("symlinks", false) || scanner.symlinks();
    Map<String, Object> own = fields(input);
    boolean ownUnderRoot = input.bool("fields_under_root", false);
    refuseUnserved(input);
    List<Pattern> includeLines = patterns(input, "include_lines");
    List<Pattern> excludeLines = patterns(input, "exclude_lines");
    Duration ignoreOlder = input.duration("ignore_older", Duration.ZERO);
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    boolean underRoot = ownUnderRoot || fieldsUnderRoot;
    return Optional.of(
        new FileInput(
            id,
            paths,
            exclude.isEmpty() ? byDefault.excludeFiles() : exclude,
            includeLines,
            excludeLines,
            underRoot ? underRoot(own, ownUnderRoot) : merged(own),
            underRoot,
            allTags,
            maxBytes,
            quiet,
            ignoreOlder,
            symlinks));
  }

  /** What the scanner of filestream is told, apart from what has no effect. */
  private record Scanner(List<Pattern> exclude, boolean symlinks) {}

  private static Scanner scanner(YamlSection input) {
    Optional<YamlSection> scanner =
        input.section("prospector").flatMap(prospector -> prospector.section("scanner"));
    if (scanner.isEmpty()) {
      return new Scanner(List.of(), false);
    }
    YamlSection section = scanner.get();
    section.refuse("include_files", "is not served; narrow the paths instead");
    FilebeatConfiguration.noEffect(
        section, List.of("check_interval", "fingerprint", "resend_on_touch", "recursive_glob"));
    return new Scanner(patterns(section, "exclude_files"), section.bool("symlinks", false));
  }

  private static Duration closeQuiet(YamlSection input, Duration byDefault) {
    Optional<YamlSection> close = input.section("close");
    close
        .flatMap(section -> section.section("reader"))
        .ifPresent(
            reader -> {
              refuseTrue(reader, "on_eof");
              FilebeatConfiguration.noEffect(reader, List.of("after_interval"));
            });
    Optional<YamlSection> change = close.flatMap(section -> section.section("on_state_change"));
    change.ifPresent(
        section ->
            FilebeatConfiguration.noEffect(
                section, List.of("removed", "renamed", "check_interval")));
    return change.map(section -> section.duration("inactive", byDefault)).orElse(byDefault);
  }

  private static int maxBytes(YamlSection input, int byDefault) {
    String key = input.has("message_max_bytes") ? "message_max_bytes" : "max_bytes";
    long bytes = input.bytes(key, byDefault);
    if (bytes < 1 || bytes > 1 << 30) {
      input.problem(key, "is not within 1 byte to 1 GiB");
      return byDefault;
    }
    return (int) bytes;
  }

  private static List<String> paths(YamlSection input) {
    List<String> paths = input.strings("paths");
    if (paths.isEmpty()) {
      input.problem("paths", "names no files; write paths: [/var/log/app/*.log]");
    }
    for (String path : paths) {
      try {
        Glob.compile(path);
      } catch (IllegalArgumentException e) {
        input.problem("paths", String.valueOf(e.getMessage()));
      }
    }
    return paths;
  }

  private static void refuseUnserved(YamlSection input) {
    refuseTrue(input, "tail_files");
    refuseTrue(input, "close_eof");
    String encoding = input.string("encoding", "utf-8").toLowerCase(Locale.ROOT);
    if (!Set.of("utf-8", "utf8", "plain", "").contains(encoding)) {
      input.problem("encoding", "\"" + encoding + "\" is not served; only utf-8 and plain are");
    }
  }

  private static void refuseTrue(YamlSection section, String key) {
    if (section.bool(key, false)) {
      section.problem(
          key, "is not served: files are read from their start and followed; remove it");
    }
  }

  private static List<Pattern> patterns(YamlSection input, String key) {
    List<Pattern> patterns = new ArrayList<>();
    for (String text : input.strings(key)) {
      try {
        patterns.add(
            Pattern.compile(POSIX_CLASS.matcher(text).replaceAll(FilebeatInputs::javaClass)));
      } catch (PatternSyntaxException e) {
        input.problem(key, "\"" + text + "\" is not a regular expression: " + e.getDescription());
      }
    }
    return patterns;
  }

  /** {@code [:alpha:]} as Java writes it. */
  private static String javaClass(MatchResult posix) {
    String name = posix.group(1);
    String first = name.startsWith("xd") ? "XD" : name.substring(0, 1).toUpperCase(Locale.ROOT);
    return "\\\\p{" + first + name.substring(first.length()) + "}";
  }

  private static Map<String, Object> fields(YamlSection section) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> field : section.map("fields").entrySet()) {
      Object value = field.getValue();
      if (value != null) {
        fields.put(field.getKey(), value);
      }
    }
    return fields;
  }

  private Map<String, Object> merged(Map<String, Object> own) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.putAll(own);
    return all;
  }

  /** At the root of the event, those that stay below {@code fields} have to say so. */
  private Map<String, Object> underRoot(Map<String, Object> own, boolean ownUnderRoot) {
    Map<String, Object> root = new LinkedHashMap<>(fieldsUnderRoot ? fields : Map.of());
    Map<String, Object> below = new LinkedHashMap<>(fieldsUnderRoot ? Map.of() : fields);
    (ownUnderRoot ? root : below).putAll(own);
    if (!below.isEmpty()) {
      root.put("fields", below);
    }
    return root;
  }
}
