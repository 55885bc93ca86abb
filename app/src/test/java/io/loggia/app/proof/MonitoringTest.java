package io.loggia.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is watched from outside agrees with what was sent. */
@Tag("slow")
@Timeout(300)
final class MonitoringTest {
  private static final int TAILED = 700;
  private static final int OVER_TCP = 300;
  private static final int DROPPED = 50;

  @TempDir private Path folder;

  @Test
  void numbers_agree_with_what_was_sent() throws Exception {
    Path log = folder.resolve("app.log");
    Files.writeString(log, "a tailed line\n".repeat(TAILED));
    try (PlatformProcess platform =
        PlatformProcess.in(folder)
            .tailing(log)
            .pipeline("filter { if [message] =~ /unwanted/ { drop { id => \"unwanted\" } } }")
            .start()) {
      long shipped = ship(platform);
      long in = TAILED + OVER_TCP + DROPPED + shipped;
      platform.awaitCount("*", in - DROPPED, Duration.ofSeconds(60));
      Waiting.until(
          "an empty buffer",
          Duration.ofSeconds(30),
          () -> platform.metric("loggia_buffer_depth_events") == 0);

      assertThat(platform.metric("loggia_input_events_total{input=\"beats\"")).isEqualTo(shipped);
      assertThat(platform.metric("loggia_input_events_total{input=\"tcp\""))
          .isEqualTo(OVER_TCP + DROPPED);
      assertThat(platform.metric("loggia_agent_lines_total")).isEqualTo(TAILED);
      assertThat(platform.metric("loggia_buffer_appended_events_total")).isEqualTo(in);
      assertThat(platform.metric("loggia_buffer_committed_events_total")).isEqualTo(in);
      assertThat(platform.metric("loggia_buffer_depth_bytes")).isZero();
      assertThat(platform.metric("loggia_pipeline_in_total")).isEqualTo(in);
      assertThat(platform.metric("loggia_pipeline_out_total")).isEqualTo(in - DROPPED);
      assertThat(platform.metric("loggia_pipeline_dropped_total")).isEqualTo(DROPPED);
      assertThat(platform.metric("loggia_engine_indexed_total")).isEqualTo(in - DROPPED);
      assertThat(platform.metric("loggia_agent_lag_bytes")).isZero();
      assertThat(platform.get("api", "/metrics")).contains("loggia_agent_file_lag_bytes{");
      assertThat(platform.metric("loggia_agent_file_lag_bytes")).isZero();
      statsHaveLogstashsShape(platform.json("api", "/_node/stats"), in);
      prometheusTakes(platform.get("api", "/metrics"));
    }
  }

  private static long ship(PlatformProcess platform) throws Exception {
    try (SteadyClient client = new SteadyClient(platform.address("beats"));
        Socket socket = new Socket()) {
      socket.connect(platform.address("tcp"));
      socket
          .getOutputStream()
          .write(("over tcp\n".repeat(OVER_TCP) + "unwanted\n".repeat(DROPPED)).getBytes(UTF_8));
      client.awaitMore();
      return client.finish();
    }
  }

  private static void statsHaveLogstashsShape(Map<?, ?> stats, long in) {
    assertThat(stats.keySet().stream().map(String::valueOf))
        .contains(
            "host",
            "version",
            "http_address",
            "id",
            "name",
            "ephemeral_id",
            "status",
            "jvm",
            "process",
            "events",
            "pipelines",
            "os",
            "queue");
    Map<?, ?> events = (Map<?, ?>) stats.get("events");
    assertThat(events.get("in")).isEqualTo(in);
    // As in Logstash, what has gone through the filters, the dropped events included.
    assertThat(events.get("filtered")).isEqualTo(in);
    assertThat(events.get("out")).isEqualTo(in - DROPPED);
    Map<?, ?> main = (Map<?, ?>) ((Map<?, ?>) stats.get("pipelines")).get("main");
    assertThat((Map<?, ?>) main.get("events")).isEqualTo(events);
    Map<?, ?> plugins = (Map<?, ?>) main.get("plugins");
    assertThat(plugins.keySet().stream().map(String::valueOf))
        .contains("inputs", "filters", "outputs");
    Map<?, ?> filter = (Map<?, ?>) ((List<?>) plugins.get("filters")).getFirst();
    assertThat(filter.get("id")).isEqualTo("unwanted");
    assertThat(filter.get("name")).isEqualTo("drop");
    assertThat(((Map<?, ?>) filter.get("events")).get("in")).isEqualTo((long) DROPPED);
    assertThat(((Map<?, ?>) filter.get("events")).get("out")).isEqualTo(0L);
    assertThat((List<?>) plugins.get("filters")).hasSize(1);
    Map<?, ?> output = (Map<?, ?>) ((List<?>) plugins.get("outputs")).getFirst();
    assertThat(output.get("name")).isEqualTo("elasticsearch");
    assertThat(((Map<?, ?>) output.get("events")).get("out")).isEqualTo(in - DROPPED);
    Map<?, ?> queue = (Map<?, ?>) main.get("queue");
    assertThat(queue.get("events_count")).isEqualTo(0L);
    assertThat(queue.get("max_queue_size_in_bytes")).isEqualTo(1L << 30);
  }

  private void prometheusTakes(String metrics) throws IOException, InterruptedException {
    Prerequisite.check(Prerequisite.program("promtool"), "promtool (Debian's package prometheus)");
    Path file = Files.writeString(folder.resolve("metrics.txt"), metrics);
    Path said = folder.resolve("promtool.txt");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(file.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(said)).isEmpty();
    assertThat(promtool.exitValue()).isZero();
  }
}
