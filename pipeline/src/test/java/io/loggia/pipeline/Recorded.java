package io.loggia.pipeline;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A factory of outputs that remember what they were given, and short ways to run a pipeline. */
public class Recorded implements OutputFactory {
  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  public static final PipelineOptions OPTIONS =
      PipelineOptions.defaults()
          .withClock(InstantSource.fixed(NOW))
          .withZone(ZoneOffset.UTC)
          .withVariables(name -> Optional.ofNullable(Map.of("HOME_INDEX", "logs").get(name)));

  public final List<ElasticsearchOutput> settings = new ArrayList<>();
  public final List<List<Event>> stored = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Override
  public EventSink elasticsearch(ElasticsearchOutput output) {
    settings.add(output);
    List<Event> sink = new ArrayList<>();
    stored.add(sink);
    return (Batch batch) -> sink.addAll(batch.events());
  }

  @Override
  public OutputStream stdout() {
    return out;
  }

  public String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public Pipeline compile(PipelineOptions options, String... texts) {
    List<PipelineSource> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(new PipelineSource("file" + sources.size() + ".conf", text));
    }
    return Pipeline.compile(sources, options, this, metrics);
  }

  /** Compiles a filter section of this content. */
  public static Pipeline filters(String content) {
    return new Recorded().compile(OPTIONS, "filter {\n" + content + "\n}");
  }

  /** What a filter section makes of one event with this message; null when it is dropped. */
  public static Event filter(String content, String message) {
    return filter(content, message(message));
  }

  public static Event filter(String content, Event event) {
    List<Event> left = filters(content).filter(List.of(event));
    return left.isEmpty() ? null : left.getFirst();
  }

  public static Event message(String message) {
    Event event = new Event(NOW);
    event.set("message", message);
    return event;
  }
}
