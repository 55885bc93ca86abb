package io.loggia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {
  static final String LINE =
      "203.0.113.9 - frank [10/Oct/2025:13:55:36 -0700] \"GET /a?b=c HTTP/1.1\" 200 2326"
          + " \"http://example.com/\" \"Mozilla/5.0 (X11)\"";

  @Test
  void access_log_becomes_fields_and_its_time() {
    Event event =
        Recorded.filter(
            """
            grok { match => { "message" => "%{COMBINEDAPACHELOG}" } }
            date { match => [ "timestamp", "dd/MMM/yyyy:HH:mm:ss Z" ] remove_field => "timestamp" }
            mutate { rename => { "[source][address]" => "client" } }
            """,
            LINE);
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2025-10-10T20:55:36Z"));
    assertThat(event.get("client")).isEqualTo("203.0.113.9");
    assertThat(event.get(FieldPath.parse("[http][response][status_code]"))).isEqualTo(200L);
    assertThat(event.get(FieldPath.parse("[user_agent][original]"))).isEqualTo("Mozilla/5.0 (X11)");
    assertThat(event.fields()).doesNotContainKeys("timestamp", "tags");
  }

  @Test
  void without_outputs_all_events_go_to_the_engine_with_their_origins() throws Exception {
    Recorded recorded = new Recorded();
    Pipeline pipeline = recorded.compile(Recorded.OPTIONS);
    Event event = Recorded.message("a");
    event.origin(Origin.of(7, "file"));
    pipeline.accept(new Batch(new ArrayList<>(List.of(event))));
    assertThat(recorded.settings).containsExactly(ElasticsearchOutput.empty());
    assertThat(recorded.stored.getFirst()).containsExactly(event);
    assertThat(event.origin()).isEqualTo(Origin.of(7, "file"));
  }
}
