package io.loggia.pipeline;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/**
 * What holds for all files of a pipeline.
 *
 * @param ecs field names of the grok patterns, where a plugin does not say
 * @param supportEscapes whether {@code \n} in a quoted text is a line feed (config.support_escapes)
 * @param variables gives {@code ${NAME}}; asked once, when the pipeline is compiled
 * @param clock guesses missing years and answers {@code %{{TIME_NOW}}}
 * @param zone the zone of times that name none
 */
public record PipelineOptions(
    EcsCompatibility ecs,
    boolean supportEscapes,
    Function<String, Optional<String>> variables,
    InstantSource clock,
    ZoneId zone) {

  /**
   * Logstash's defaults: ECS names, raw texts, variables from the environment, this machine's zone.
   */
  public static PipelineOptions defaults() {
    return new PipelineOptions(
        EcsCompatibility.V8,
        false,
        name -> Optional.ofNullable(System.getenv(name)),
        InstantSource.system(),
        ZoneId.systemDefault());
  }

  public PipelineOptions withEcs(EcsCompatibility mode) {
    return new PipelineOptions(mode, supportEscapes, variables, clock, zone);
  }

  public PipelineOptions withSupportEscapes(boolean support) {
    return new PipelineOptions(ecs, support, variables, clock, zone);
  }

  public PipelineOptions withVariables(Function<String, Optional<String>> source) {
    return new PipelineOptions(ecs, supportEscapes, source, clock, zone);
  }

  public PipelineOptions withClock(InstantSource source) {
    return new PipelineOptions(ecs, supportEscapes, variables, source, zone);
  }

  public PipelineOptions withZone(ZoneId local) {
    return new PipelineOptions(ecs, supportEscapes, variables, clock, local);
  }
}
