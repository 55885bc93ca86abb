package io.loggia.app;

import io.loggia.agent.AgentSettings;
import io.loggia.agent.FileInput;
import io.loggia.buffer.DiskBufferSettings;
import io.loggia.engine.IndexRouting;
import io.loggia.event.EventSink;
import io.loggia.pipeline.Pipeline;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.PipelineSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The configuration folder beside {@code loggia.yml}, read and checked. */
record Configuration(
    PlatformSettings settings,
    List<PipelineSource> pipelines,
    List<FileInput> files,
    Function<String, Optional<String>> variables) {

  static Configuration read(
      Path folder,
      Path data,
      PlatformSettings settings,
      Function<String, Optional<String>> variables)
      throws IOException {
    List<PipelineSource> pipelines = new ArrayList<>();
    for (Path file : PlatformSettings.files(folder, "pipelines", ".conf")) {
      pipelines.add(PipelineSource.read(file));
    }
    List<FileInput> files = new ArrayList<>(AgentFiles.inputs(folder, variables));
    if (settings.ownLog()) {
      Path log = data.resolve("logs").toAbsolutePath().resolve("loggia.*.log");
      files.add(FileInput.of("loggia", List.of(log.toString())));
    }
    return new Configuration(settings, pipelines, files, variables);
  }

  /** The globs that are tailed, for people to read. */
  List<String> paths() {
    return files.stream().flatMap(input -> input.paths().stream()).distinct().toList();
  }

  AgentSettings agent(Path registry) {
    return AgentSettings.of(registry, settings.nodeName(), files);
  }

  DiskBufferSettings buffer() {
    return DiskBufferSettings.defaults()
        .withCapacityBytes(settings.buffer().capacity())
        .withSegmentBytes(settings.buffer().segment())
        .withMinFreeDiskBytes(settings.buffer().minFreeDisk());
  }

  /** Compiles the pipelines; {@code store} makes the sink of an elasticsearch output. */
  Pipeline compile(Function<IndexRouting, EventSink> store, MeterRegistry metrics) {
    PipelineOptions options =
        PipelineOptions.defaults()
            .withEcs(settings.pipeline().ecs())
            .withSupportEscapes(settings.pipeline().supportEscapes())
            .withVariables(variables);
    return Pipeline.compile(pipelines, options, new Outputs(store), metrics);
  }
}
