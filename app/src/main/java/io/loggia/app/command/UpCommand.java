package io.loggia.app.command;

import io.loggia.app.Home;
import io.loggia.app.Platform;
import io.loggia.app.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loggia up}: runs the platform until it is told to stop. */
@Command(
    name = "up",
    description = "Run the whole platform, or the roles that conf/loggia.yml names.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  loggia up --data /srv/loggia --set ports.tcp=5171"})
public final class UpCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is stored (default: data beside the program).")
  private @Nullable Path data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of loggia.yml, as in --set ports.console=5602; may be repeated.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    HaltOnError.install();
    Path folder = data == null ? Home.data() : data;
    Platform platform =
        Platform.start(configuration.folder(), folder, assignments, Variables::environment);
    Banner.print(platform, folder, System.out);
    UntilStopped.run(platform);
    return 0;
  }
}
