package io.loggia.app;

import io.loggia.engine.IndexRouting;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.kernel.ConfigurationException;
import io.loggia.kernel.Problem;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.OutputFactory;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the output sections of pipelines stand for in this process. */
final class Outputs implements OutputFactory {
  private static final Pattern LOOPBACK =
      Pattern.compile("(https?://)?([^@/]*@)?(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?/?");

  private final Function<IndexRouting, EventSink> store;

  Outputs(Function<IndexRouting, EventSink> store) {
    this.store = store;
  }

  /**
   * Loggia's own engine. A file that was written for a store on the same machine writes here as it
   * stands; one that names another machine is refused, since its owner expects the events there.
   */
  @Override
  public EventSink elasticsearch(ElasticsearchOutput settings) {
    settings.hosts().stream()
        .filter(host -> !LOOPBACK.matcher(host).matches())
        .findFirst()
        .ifPresent(Outputs::refuse);
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

  private static void refuse(String host) {
    throw new ConfigurationException(
        new Problem(
            "output elasticsearch",
            0,
            0,
            "hosts names \""
                + host
                + "\", and this version writes to its own engine only; leave hosts out, or write"
                + " \"127.0.0.1:9200\""));
  }
}
