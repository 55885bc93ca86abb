package io.loggia.app.command;

import io.loggia.app.Home;
import io.loggia.app.Platform;
import io.loggia.app.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loggia up}: runs the platform until it is told to stop. */
@Command(
    name = "up",
    description = "Run the whole platform, or the roles that conf/loggia.yml names.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  loggia up --data /srv/loggia --set ports.tcp=5171"})
public final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description = "The configuration folder (default: conf beside the program).")
  private @Nullable Path configuration;

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
    Path configurationFolder = configuration == null ? Home.configuration() : configuration;
    Path dataFolder = data == null ? Home.data() : data;
    Platform platform =
        Platform.start(configurationFolder, dataFolder, assignments, Variables::environment);
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.err.println("\nStopping.");
                  platform.close();
                  stop.countDown();
                },
                "loggia-stop"));
    Banner.print(platform, dataFolder, System.out);
    stop.await();
    return 0;
  }
}
