package io.loggia.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.EventJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole platform in this process, from its inputs to its answers. */
final class PlatformTest {
  @TempDir private static Path folder;
  private static Platform platform;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path conf = folder.resolve("conf");
    Files.createDirectories(conf.resolve("agent"));
    Files.createDirectories(conf.resolve("pipelines"));
    Files.writeString(
        conf.resolve("agent").resolve("test.yml"),
        "filebeat.inputs: [{type: log, paths: ['" + folder + "/*.log']}]\n");
    Files.writeString(
        conf.resolve("pipelines").resolve("test.conf"),
        """
        input { tcp { port => 0 type => "typed" tags => ["by-conf"] } }
        filter { if [message] =~ /secret/ { drop { } } }
        """);
    List<String> settings = new ArrayList<>(List.of("own_log=false"));
    for (String port : List.of("beats", "tcp", "engine", "transport", "console", "api")) {
      settings.add("ports." + port + "=0");
    }
    platform = Platform.start(conf, folder.resolve("data"), settings, name -> Optional.empty());
  }

  @AfterAll
  static void stop() {
    platform.close();
    CLIENT.close();
  }

  @Test
  void appended_line_is_found_with_its_file_and_offset() throws Exception {
    Path file = folder.resolve("app.log");
    Files.writeString(file, "first\nneedle in a file\n");
    Map<?, ?> found = awaitOne("needle");
    assertThat(found.get("message")).isEqualTo("needle in a file");
    assertThat(EventJson.valueString(found.get("log")))
        .isEqualTo("{\"file\":{\"path\":\"" + file + "\"},\"offset\":6}");
    Files.writeString(file, "another thread\n", StandardOpenOption.APPEND);
    awaitOne("thread");
  }

  @Test
  void json_over_tcp_is_found_and_dropped_events_are_not() throws Exception {
    send("tcp", "{\"message\":\"a secret\"}\n{\"message\":\"told openly\",\"n\":7}\n");
    Map<?, ?> found = awaitOne("openly");
    assertThat(found.get("n")).isEqualTo(7L);
    assertThat(count("secret")).isZero();
  }

  @Test
  void input_of_a_pipeline_file_decorates_its_events() throws Exception {
    String name =
        platform.endpoints().names().stream()
            .filter(listener -> listener.startsWith("tcp-"))
            .findFirst()
            .orElseThrow();
    send(name, "decorated\n");
    Map<?, ?> found = awaitOne("decorated");
    assertThat(found.get("type")).isEqualTo("typed");
    assertThat(found.get("tags")).isEqualTo(List.of("by-conf"));
  }

  @Test
  void monitoring_api_has_logstashs_shape() throws Exception {
    send("tcp", "counted\n");
    awaitOne("counted");
    Map<?, ?> root = json(get("api", "/"));
    assertThat(root.get("status")).isEqualTo("green");
    Map<?, ?> stats = json(get("api", "/_node/stats"));
    Map<?, ?> events = (Map<?, ?>) stats.get("events");
    assertThat((Long) events.get("in")).isPositive();
    assertThat((Long) events.get("out")).isPositive();
    Map<?, ?> pipelines =
        (Map<?, ?>) json(get("api", "/_node/stats/pipelines/main")).get("pipelines");
    Map<?, ?> queue = (Map<?, ?>) ((Map<?, ?>) pipelines.get("main")).get("queue");
    assertThat(queue.get("type")).isEqualTo("persisted");
    assertThat(queue.get("max_queue_size_in_bytes")).isEqualTo(1L << 30);
    assertThat(get("api", "/_node/stats/nonsense")).contains("404");
    assertThat(get("api", "/metrics"))
        .contains("loggia_buffer_depth_events")
        .contains("loggia_agent_lines")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void console_answers() throws Exception {
    assertThat(get("console", "/")).contains("<!doctype html>");
  }

  private static void send(String listener, String text) throws IOException {
    InetSocketAddress address = platform.endpoints().get(listener).orElseThrow();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<?, ?> awaitOne(String word) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (count(word) == 0 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    Map<?, ?> answer = json(get("engine", "/logs-*/_search?q=" + word));
    List<?> hits = (List<?>) ((Map<?, ?>) answer.get("hits")).get("hits");
    assertThat(hits).hasSize(1);
    return (Map<?, ?>) ((Map<?, ?>) hits.getFirst()).get("_source");
  }

  private static long count(String word) throws Exception {
    // While the index is being made there is an error instead of a count.
    Object count = json(get("engine", "/logs-*/_count?q=" + word)).get("count");
    return count instanceof Long number ? number : 0;
  }

  private static Map<?, ?> json(String text) throws IOException {
    return (Map<?, ?>) EventJson.parse(text);
  }

  private static String get(String name, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + platform.endpoints().text(name).orElseThrow() + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }
}
