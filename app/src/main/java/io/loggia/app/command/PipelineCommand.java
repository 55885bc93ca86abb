package io.loggia.app.command;

import io.loggia.codec.AutoLineDecoder;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.EventSink;
import io.loggia.event.FieldPath;
import io.loggia.kernel.ConfigurationException;
import io.loggia.kernel.Problem;
import io.loggia.pipeline.EcsCompatibility;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.OutputFactory;
import io.loggia.pipeline.Pipeline;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.PipelineSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loggia pipeline}: try a pipeline without a store. */
@Command(
    name = "pipeline",
    description = "Try Logstash pipelines.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = PipelineCommand.Run.class)
public final class PipelineCommand {

  /** {@code loggia pipeline run}. */
  @Command(
      name = "run",
      description = {
        "Run events from standard input through a pipeline; NDJSON comes out.",
        "A line that is a JSON object is an event, any other line is its message."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "Example:",
        "  loggia pipeline run -f conf/pipelines/10-access-logs.conf \\",
        "      --path /var/log/nginx/access.log < access.log"
      })
  static final class Run implements Callable<Integer> {
    private static final int BATCH = 125;

    @Option(
        names = "-f",
        required = true,
        paramLabel = "FILE.conf",
        description = "The pipeline; may be repeated: the files are joined in this order.")
    private List<Path> files = List.of();

    @Option(
        names = "--ecs",
        paramLabel = "MODE",
        defaultValue = "v8",
        description = "Field names: disabled or v8 (default: v8).")
    private String ecs = "v8";

    @Option(
        names = "--path",
        paramLabel = "FILE",
        description = "As if the lines had been tailed from this file ([log][file][path]).")
    private @Nullable String path;

    @Option(names = "--metadata", description = "Show @metadata as well.")
    private boolean metadata;

    @Override
    public Integer call() throws IOException, InterruptedException {
      List<PipelineSource> sources = new ArrayList<>();
      for (Path file : files) {
        sources.add(PipelineSource.read(file));
      }
      PipelineOptions options = PipelineOptions.defaults().withEcs(ecs());
      OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      try (Pipeline pipeline =
          Pipeline.compile(
              sources, options, new Printed(out, metadata), new SimpleMeterRegistry())) {
        run(pipeline, in, out);
      }
      out.flush();
      return 0;
    }

    private EcsCompatibility ecs() {
      return switch (ecs) {
        case "v8" -> EcsCompatibility.V8;
        case "disabled" -> EcsCompatibility.DISABLED;
        default ->
            throw new ConfigurationException(
                new Problem("--ecs", 0, 0, "\"" + ecs + "\" is neither disabled nor v8"));
      };
    }

    /** Fills a batch while lines are at hand and lets it go when the reader would wait. */
    private void run(Pipeline pipeline, BufferedReader in, OutputStream out)
        throws IOException, InterruptedException {
      AutoLineDecoder decoder = new AutoLineDecoder(InstantSource.system(), flaw -> {});
      List<Event> events = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isEmpty()) {
          byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
          events.add(tailed(decoder.decode(bytes, 0, bytes.length)));
        }
        if (events.size() == BATCH || (!in.ready() && !events.isEmpty())) {
          pipeline.accept(new Batch(events));
          events = new ArrayList<>();
          out.flush();
        }
      }
      pipeline.accept(new Batch(events));
    }

    private Event tailed(Event event) {
      if (path != null && event.get("log") == null) {
        event.set(FieldPath.of("log", "file", "path"), path);
      }
      return event;
    }
  }

  /** Every output of the pipeline prints NDJSON. */
  private record Printed(OutputStream out, boolean metadata) implements OutputFactory {
    @Override
    public EventSink elasticsearch(ElasticsearchOutput settings) {
      return this::print;
    }

    @Override
    public OutputStream stdout() {
      return out;
    }

    private void print(Batch batch) {
      try {
        for (Event event : batch.events()) {
          if (metadata && event.hasMetadata()) {
            event.set(Event.METADATA, event.metadata());
          }
          EventJson.write(event, out);
          out.write('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
