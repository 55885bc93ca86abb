package io.loggia.benchmarks;

import io.loggia.app.generate.LogGenerator;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.OutputFactory;
import io.loggia.pipeline.Pipeline;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.PipelineSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same thousand lines of an nginx access log for every benchmark. */
final class AccessLog {
  static final int LINES = 1_000;
  static final Instant TIME = Instant.parse("2026-11-20T12:00:00Z");
  static final String GROK = "^%{COMBINEDAPACHELOG}";

  private AccessLog() {}

  static List<String> lines() {
    LogGenerator generator = LogGenerator.of(LogGenerator.Kind.NGINX, 1, InstantSource.fixed(TIME));
    return Stream.generate(generator::next).limit(LINES).toList();
  }

  /** Fresh events with the lines as messages. */
  static List<Event> events(List<String> lines) {
    List<Event> events = new ArrayList<>(lines.size());
    for (String line : lines) {
      Event event = new Event(TIME);
      event.set(Event.MESSAGE, line);
      events.add(event);
    }
    return events;
  }

  /** The lines' events as a pipeline leaves them. */
  static List<Event> parsed() {
    return pipeline("filter { grok { match => { message => '" + GROK + "' } } }")
        .filter(events(lines()));
  }

  static Pipeline pipeline(String text) {
    return Pipeline.compile(
        List.of(new PipelineSource("benchmark.conf", text)),
        PipelineOptions.defaults(),
        new Nowhere(),
        new SimpleMeterRegistry());
  }

  /** No output is reached by what is only filtered. */
  private static final class Nowhere implements OutputFactory {
    @Override
    public EventSink elasticsearch(ElasticsearchOutput settings) {
      return (Batch batch) -> {};
    }

    @Override
    public OutputStream stdout() {
      return OutputStream.nullOutputStream();
    }
  }
}
