package io.loggia.app.command;

import io.loggia.agent.Agent;
import io.loggia.agent.AgentSettings;
import io.loggia.agent.FileInput;
import io.loggia.agent.ship.LumberjackSink;
import io.loggia.agent.ship.ShipSettings;
import io.loggia.app.AgentFiles;
import io.loggia.app.Home;
import io.loggia.app.Loggia;
import io.loggia.app.Variables;
import io.loggia.kernel.DataFolder;
import io.loggia.kernel.RollingLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loggia agent}: only the shipper, without the engine's classes. */
@Command(
    name = "agent",
    description = {
      "Run only the shipper: tails files and sends them to a broker (Lumberjack).",
      "Reads DIR/agent/*.yml in the form of filebeat.yml."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  loggia agent --conf /etc/loggia --broker logs.example.com:5044"})
public final class AgentCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the positions are kept (default: data/shipper beside the program).")
  private @Nullable Path data;

  @Option(
      names = "--broker",
      paramLabel = "HOST:PORT",
      description =
          "Where to send; may be repeated (default: output.logstash.hosts, else 127.0.0.1:5044).")
  private List<String> brokers = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    HaltOnError.install();
    Path conf = configuration.folder();
    Path folder = data == null ? Home.data().resolve("shipper") : data;
    List<FileInput> inputs = AgentFiles.inputs(conf, Variables::environment);
    List<String> targets = AgentFiles.brokers(brokers, conf, Variables::environment);
    MeterRegistry metrics = new SimpleMeterRegistry();
    DataFolder dataFolder = DataFolder.open(folder);
    RollingLog log = RollingLog.open(folder.resolve("logs"));
    LumberjackSink sink =
        LumberjackSink.connect(
            ShipSettings.to(targets.toArray(String[]::new)).version(Loggia.VERSION), metrics);
    Agent agent =
        Agent.start(
            AgentSettings.of(folder.resolve("registry"), Home.hostName(), inputs), sink, metrics);
    System.out.println(
        "Loggia's agent reads "
            + String.join(", ", inputs.stream().flatMap(input -> input.paths().stream()).toList())
            + "\nand ships to "
            + String.join(", ", targets)
            + ". Positions and log: "
            + folder
            + ". Stop with Ctrl-C.");
    UntilStopped.run(
        () -> {
          try (dataFolder;
              log;
              sink) {
            agent.close();
          }
        });
    return 0;
  }
}
