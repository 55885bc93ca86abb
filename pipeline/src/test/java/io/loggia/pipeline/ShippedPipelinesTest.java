package io.loggia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.FieldPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files in conf/pipelines: they are active on every machine, so they must keep their hands off.
 */
class ShippedPipelinesTest {
  private final Pipeline pipeline = shipped();

  private static Pipeline shipped() {
    List<PipelineSource> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("../conf/pipelines"))) {
      for (Path file : files.toList()) {
        sources.add(PipelineSource.read(file));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Recorded recorded = new Recorded();
    return Pipeline.compile(sources, Recorded.OPTIONS, recorded, recorded.metrics);
  }

  private Event run(String file, String message) {
    Event event = Recorded.message(message);
    event.set(FieldPath.parse("[log][file][path]"), file);
    return pipeline.filter(List.of(event)).getFirst();
  }

  @Test
  void access_log_line_becomes_ecs_fields_at_its_own_time() {
    Event event = run("/var/log/nginx/access.log", PipelineTest.LINE);
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2025-10-10T20:55:36Z"));
    assertThat(event.get(FieldPath.parse("[http][response][status_code]"))).isEqualTo(200L);
    assertThat(event.fields()).doesNotContainKeys("tags", "timestamp");
  }

  @Test
  void json_line_becomes_fields_at_its_own_time() {
    Event event =
        run(
            "/srv/app.log",
            "{\"timestamp\":\"2025-10-10T20:55:36Z\",\"level\":\"WARN\",\"message\":\"slow\"}");
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2025-10-10T20:55:36Z"));
    assertThat(event.get("message")).isEqualTo("slow");
    assertThat(event.get(FieldPath.parse("[log][level]"))).isEqualTo("WARN");
    assertThat(event.fields()).doesNotContainKey("tags");
  }

  @Test
  void epoch_seconds_are_not_taken_for_milliseconds() {
    assertThat(run("/srv/app.log", "{\"ts\":1700000000.5}").timestamp())
        .isEqualTo(Instant.ofEpochMilli(1_700_000_000_500L));
    assertThat(run("/srv/app.log", "{\"time\":1700000000500}").timestamp())
        .isEqualTo(Instant.ofEpochMilli(1_700_000_000_500L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain text",
        "{ not json",
        "{ not json }",
        "[1, 2]",
        "java.lang.IllegalStateException: access denied",
        "- - - [ - ] -",
        "10.0.0.1 - - [99/Foo/2025:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"",
        "{}"
      })
  void other_events_pass_untouched(String message) {
    for (String file : List.of("/var/log/nginx/access.log", "/var/log/syslog")) {
      Event event = run(file, message);
      assertThat(event.fields())
          .isEqualTo(
              Map.of(
                  "@timestamp",
                  Recorded.NOW,
                  "message",
                  message,
                  "log",
                  Map.of("file", Map.of("path", file))));
    }
  }

  @Test
  void event_without_message_or_file_passes_untouched() throws IOException {
    Event event = new Event(Recorded.NOW);
    event.set("system", EventJson.parse("{\"cpu\":{\"pct\":0.5}}"));
    pipeline.filter(List.of(event));
    assertThat(event.fields()).containsOnlyKeys("@timestamp", "system");
  }
}
