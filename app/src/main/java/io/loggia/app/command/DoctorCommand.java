package io.loggia.app.command;

import io.loggia.app.Home;
import io.loggia.app.doctor.Doctor;
import io.loggia.app.doctor.Finding;
import io.loggia.event.EventJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loggia doctor}: looks the machine and the configuration over. */
@Command(
    name = "doctor",
    description = "Check the machine and the configuration, and say what to do.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  loggia doctor --conf /etc/loggia --data /srv/loggia"})
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOption configuration = new ConfigurationOption();

  @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
  private @Nullable Path data;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "As for loggia up.")
  private List<String> assignments = List.of();

  @Option(names = "--json", description = "One JSON object for each finding.")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings =
        new Doctor(configuration.folder(), data == null ? Home.data() : data, assignments)
            .examine();
    findings.forEach(this::print);
    return findings.stream().anyMatch(Finding::isFailure) ? 1 : 0;
  }

  private void print(Finding finding) {
    if (json) {
      System.out.println(
          EventJson.valueString(
              Map.of(
                  "check", finding.check(),
                  "status", finding.status().toString().toLowerCase(Locale.ROOT),
                  "message", finding.message())));
      return;
    }
    String mark =
        switch (finding.status()) {
          case GOOD -> "@|green ok  |@";
          case ADVICE -> "@|yellow note|@";
          case FAILURE -> "@|red,bold bad |@";
        };
    System.out.println(
        Ansi.AUTO.string(mark) + "  %-14s %s".formatted(finding.check(), finding.message()));
  }
}
