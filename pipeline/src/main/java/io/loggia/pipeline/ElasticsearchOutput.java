package io.loggia.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an {@code elasticsearch} output.
 *
 * @param index where the document goes; empty for the engine's own choice
 * @param documentId empty for an id made of the event's origin
 * @param action {@code index} or {@code create}
 * @param hosts empty for the engine that this node uses anyway
 * @param pipeline the ingest pipeline to send through
 * @param connection the options that say how to connect and which templates to manage, as written
 */
public record ElasticsearchOutput(
    Optional<Template> index,
    Optional<Template> documentId,
    String action,
    List<String> hosts,
    Optional<Template> pipeline,
    Map<String, Object> connection) {
  public ElasticsearchOutput {
    hosts = List.copyOf(hosts);
    connection = Map.copyOf(connection);
  }

  /** What a pipeline without an output section has. */
  public static ElasticsearchOutput empty() {
    return new ElasticsearchOutput(
        Optional.empty(), Optional.empty(), "index", List.of(), Optional.empty(), Map.of());
  }
}
