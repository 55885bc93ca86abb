package io.loggia.app;

import io.loggia.agent.FileInput;
import io.loggia.agent.FilebeatConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What {@code conf/agent} says, for the platform's own agent and for {@code loggia agent}. */
public final class AgentFiles {
  private static final String DEFAULT_BROKER = "127.0.0.1:5044";

  private AgentFiles() {}

  /** The files that are named to be tailed; this machine's own logs when none are. */
  public static List<FileInput> inputs(
      Path configuration, Function<String, Optional<String>> variables) {
    return read(configuration, variables)
        .map(FilebeatConfiguration::inputs)
        .orElse(List.of(FileInput.of("system", List.of("/var/log/**/*.log"))));
  }

  /** Where to ship: what the command line says, else the configuration, else this machine. */
  public static List<String> brokers(
      List<String> named, Path configuration, Function<String, Optional<String>> variables) {
    if (!named.isEmpty()) {
      return named;
    }
    return read(configuration, variables)
        .flatMap(FilebeatConfiguration::logstashHosts)
        .map(hosts -> hosts.stream().map(Object::toString).toList())
        .orElse(List.of(DEFAULT_BROKER));
  }

  private static Optional<FilebeatConfiguration> read(
      Path configuration, Function<String, Optional<String>> variables) {
    PlatformSettings.requireFolder(configuration);
    List<Path> files = PlatformSettings.files(configuration, "agent", ".yml", ".yaml");
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(FilebeatConfiguration.read(files, variables));
  }
}
