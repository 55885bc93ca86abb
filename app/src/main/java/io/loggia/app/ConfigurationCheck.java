package io.loggia.app;

import io.loggia.event.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole configuration, read and compiled without starting anything. */
public final class ConfigurationCheck {
  private final PlatformSettings settings;
  private final Configuration files;
  private final Path folder;

  private ConfigurationCheck(PlatformSettings settings, Configuration files, Path folder) {
    this.settings = settings;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Reads everything that {@code loggia up} would read.
   *
   * @throws io.loggia.kernel.ConfigurationException with every problem
   */
  public static ConfigurationCheck of(Path folder, Path data, List<String> assignments)
      throws IOException {
    PlatformSettings settings = PlatformSettings.read(folder, assignments, Variables::environment);
    Configuration files = Configuration.read(folder, data, settings, Variables::environment);
    files.compile(routing -> (Batch batch) -> {}, new SimpleMeterRegistry()).close();
    return new ConfigurationCheck(settings, files, folder);
  }

  public String summary() {
    return folder
        + ": "
        + files.pipelines().size()
        + " pipeline files, "
        + files.files().size()
        + " inputs of the agent";
  }

  public String host() {
    return settings.host();
  }

  /** The fixed ports that would be listened on, by the names of their settings. */
  public Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("beats", settings.ports().beats());
    ports.put("tcp", settings.ports().tcp());
    ports.put("engine", settings.ports().engine());
    ports.put("console", settings.ports().console());
    ports.put("api", settings.ports().api());
    ports.values().removeIf(port -> port <= 0);
    return ports;
  }

  /** Folders of tailed files, and files directly in them, that this user may not read. */
  public List<Path> unreadablePaths() {
    List<Path> unreadable = new ArrayList<>();
    for (String glob : files.paths()) {
      int star = glob.indexOf('*');
      Path directory = Path.of(star < 0 ? glob : glob.substring(0, star + 1)).getParent();
      if (directory != null && Files.isDirectory(directory)) {
        addUnreadable(directory, unreadable);
      }
    }
    return unreadable;
  }

  private static void addUnreadable(Path directory, List<Path> unreadable) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!Files.isReadable(entry)) {
          unreadable.add(entry);
        }
      }
    } catch (IOException e) {
      unreadable.add(directory);
    }
  }
}
