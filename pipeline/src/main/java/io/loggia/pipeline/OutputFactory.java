package io.loggia.pipeline;

import io.loggia.event.EventSink;
import java.io.OutputStream;

/** Opens what an output section names. Called while the pipeline is compiled, once per output. */
public interface OutputFactory {
  /** A sink that stores events; must take batches from several threads at once. */
  EventSink elasticsearch(ElasticsearchOutput settings);

  /** Where {@code stdout} writes; written to under a lock and flushed after each batch. */
  OutputStream stdout();
}
