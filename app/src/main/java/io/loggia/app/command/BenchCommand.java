package io.loggia.app.command;

import io.loggia.app.bench.IngestBench;
import io.loggia.app.bench.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loggia bench}: figures of this machine beside the baseline's, from the same run. */
@Command(
    name = "bench",
    description = "Measure on this machine, each figure beside its baseline.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = BenchCommand.Ingest.class)
public final class BenchCommand {

  /** {@code loggia bench ingest}. */
  @Command(
      name = "ingest",
      description = {
        "From a file to a searchable document: the engine alone, the whole path, and HTTP _bulk;",
        "the tail and the buffer alone; start-up time and memory."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {"", "Example:", "  loggia bench ingest --events 300000"})
  static final class Ingest implements Callable<Integer> {
    @Option(
        names = "--events",
        paramLabel = "N",
        defaultValue = "300000",
        description = "Documents for each way into the store (default: 300000).")
    private int events;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "3",
        description = "Counted rounds after one to warm up; the median is shown (default: 3).")
    private int rounds;

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "PART",
        description = "${COMPLETION-CANDIDATES}; all when it is not given.")
    private IngestBench.Part[] only = IngestBench.Part.values();

    @Option(names = "--json", description = "One JSON object for each figure.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      Table table = new Table(System.out, json);
      new IngestBench(events, rounds, table).run(only);
      return 0;
    }
  }
}
