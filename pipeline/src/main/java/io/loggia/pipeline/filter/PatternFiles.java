package io.loggia.pipeline.filter;

import io.loggia.pipeline.grok.PatternLibrary;
import io.loggia.pipeline.plan.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** The definitions in grok's patterns_dir: folders, in which the glob picks, or files. */
final class PatternFiles {
  private PatternFiles() {}

  static List<Map<String, String>> read(Settings settings) {
    String glob = settings.text("patterns_files_glob", "*");
    List<Map<String, String>> all = new ArrayList<>();
    for (String name : settings.texts("patterns_dir", List.of())) {
      try {
        for (Path file : files(Path.of(name), glob)) {
          all.add(PatternLibrary.read(Files.readAllLines(file)));
        }
      } catch (IOException | InvalidPathException | PatternSyntaxException unreadable) {
        settings.problem("patterns_dir", "cannot read \"" + name + "\": " + unreadable);
      }
    }
    return all;
  }

  private static List<Path> files(Path path, String glob) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, glob)) {
      for (Path file : found) {
        if (Files.isRegularFile(file)) {
          files.add(file);
        }
      }
    }
    files.sort(null);
    return files;
  }
}
