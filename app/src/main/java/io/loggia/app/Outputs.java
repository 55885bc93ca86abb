package io.loggia.app;

import io.loggia.engine.IndexRouting;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.OutputFactory;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the output sections of pipelines stand for in this process. */
final class Outputs implements OutputFactory {
  private final Function<IndexRouting, EventSink> store;

  Outputs(Function<IndexRouting, EventSink> store) {
    this.store = store;
  }

  /**
   * Loggia's own engine, whatever the hosts: a pipeline file that was written for a cluster writes
   * here as it stands.
   */
  @Override
  public EventSink elasticsearch(ElasticsearchOutput settings) {
    IndexRouting daily = IndexRouting.daily();
    return store.apply(
        new IndexRouting(
            settings
                .index()
                .<Function<Event, String>>map(
                    template -> event -> template.render(event).toLowerCase(Locale.ROOT))
                .orElse(daily.index()),
            settings
                .documentId()
                .<Function<Event, Optional<String>>>map(
                    template -> event -> Optional.of(template.render(event)))
                .orElse(daily.id()),
            settings.documentId().isPresent() && settings.action().equals("index")));
  }

  @Override
  public OutputStream stdout() {
    return System.out;
  }
}
