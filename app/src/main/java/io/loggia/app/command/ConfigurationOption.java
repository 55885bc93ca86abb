package io.loggia.app.command;

import io.loggia.app.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --conf}, the same for every command that reads the configuration. */
final class ConfigurationOption {
  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description = "The configuration folder (default: conf beside the program).")
  private @Nullable Path given;

  Path folder() {
    return given == null ? Home.configuration() : given;
  }
}
