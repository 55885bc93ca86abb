package io.loggia.app.monitor;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.loggia.agent.TailStatus;
import io.loggia.event.EventJson;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /}, {@code /_node}, {@code /_node/stats} in the shape of Logstash's monitoring API
 * (Logstash's reference, "Monitoring APIs"), with what only Loggia has under {@code loggia}, and
 * {@code /metrics} for Prometheus. Thread-safe.
 */
public final class MonitorApi {
  /** What does not change while the process runs. */
  public record Node(
      String name,
      String version,
      String httpAddress,
      int workers,
      int batchSize,
      String ecs,
      long queueCapacity) {}

  private final Node node;
  private final PrometheusMeterRegistry registry;
  private final Readings readings;
  private final Supplier<List<TailStatus>> tails;
  private final MultiGauge tailLag;
  private final String id = UUID.randomUUID().toString();

  public MonitorApi(Node node, PrometheusMeterRegistry registry, Supplier<List<TailStatus>> tails) {
    this.node = node;
    this.registry = registry;
    this.readings = new Readings(registry);
    this.tails = tails;
    this.tailLag =
        MultiGauge.builder("loggia.agent.file.lag.bytes")
            .description("Bytes of a tailed file that are not acknowledged yet")
            .register(registry);
  }

  public void routes(HttpRouting.Builder routing) {
    routing
        .get("/", (request, response) -> json(request, response, root()))
        .get("/metrics", this::metrics)
        .get("/_node", (request, response) -> json(request, response, nodeInfo()))
        .get("/_node/stats", (request, response) -> json(request, response, stats()))
        .get("/_stats", (request, response) -> json(request, response, stats()))
        .get("/_node/{part}", (request, response) -> part(request, response, nodeInfo()))
        .get("/_node/stats/{part}", (request, response) -> part(request, response, stats()))
        .get("/_node/pipelines/{id}", (request, response) -> part(request, response, nodeInfo()))
        .get(
            "/_node/stats/pipelines/{id}", (request, response) -> part(request, response, stats()));
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    tailLag.register(
        tails.get().stream()
            .map(tail -> MultiGauge.Row.of(Tags.of("path", tail.path()), tail.lag()))
            .toList(),
        true);
    response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.send(registry.scrape());
  }

  /** One part of a whole answer, with the head that every answer has. */
  private void part(
      ServerRequest request, ServerResponse response, Map<String, @Nullable Object> whole) {
    String name = request.path().pathParameters().first("part").orElse("pipelines");
    String pipeline = request.path().pathParameters().first("id").orElse("main");
    if (!whole.containsKey(name) || !pipeline.equals("main")) {
      response.status(404);
      json(
          request,
          response,
          Map.of(
              "path",
              request.path().path(),
              "status",
              404,
              "error",
              Map.of("message", "Not Found")));
      return;
    }
    Map<String, @Nullable Object> answer = root();
    answer.put(name, whole.get(name));
    json(request, response, answer);
  }

  private static void json(ServerRequest request, ServerResponse response, Map<String, ?> answer) {
    response.header("Content-Type", "application/json");
    response.send(EventJson.valueString(answer));
  }

  private Map<String, @Nullable Object> root() {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("host", node.name());
    root.put("version", node.version());
    root.put("http_address", node.httpAddress());
    root.put("id", id);
    root.put("name", node.name());
    root.put("ephemeral_id", id);
    root.put("snapshot", false);
    root.put("status", "green");
    root.put(
        "pipeline",
        Map.of("workers", node.workers(), "batch_size", node.batchSize(), "batch_delay", 0));
    return root;
  }

  private Map<String, @Nullable Object> nodeInfo() {
    Map<String, @Nullable Object> info = root();
    info.put(
        "pipelines",
        Map.of(
            "main",
            Map.of(
                "workers", node.workers(),
                "batch_size", node.batchSize(),
                "batch_delay", 0,
                "pipeline_ecs_compatibility", node.ecs(),
                "config_reload_automatic", false)));
    info.put(
        "os",
        Map.of(
            "name", System.getProperty("os.name", ""),
            "arch", System.getProperty("os.arch", ""),
            "version", System.getProperty("os.version", ""),
            "available_processors", Runtime.getRuntime().availableProcessors()));
    info.put(
        "jvm",
        Map.of(
            "pid", ProcessHandle.current().pid(),
            "version", System.getProperty("java.version", ""),
            "vm_name", System.getProperty("java.vm.name", ""),
            "vm_vendor", System.getProperty("java.vm.vendor", ""),
            "mem", Map.of("heap_max_in_bytes", Runtime.getRuntime().maxMemory())));
    return info;
  }

  private Map<String, @Nullable Object> stats() {
    Map<String, @Nullable Object> stats = root();
    stats.put("jvm", JvmStats.jvm());
    stats.put("process", JvmStats.process());
    stats.put("events", events());
    stats.put("pipelines", Map.of("main", pipeline()));
    stats.put("queue", Map.of("events_count", readings.gauge("loggia.buffer.depth.events")));
    stats.put(
        "os",
        Map.of(
            "load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    stats.put("loggia", own());
    return stats;
  }

  private Map<String, Object> events() {
    Map<String, Object> events = new LinkedHashMap<>();
    events.put("in", readings.count("loggia.buffer.appended.events"));
    events.put("filtered", readings.count("loggia.pipeline.in"));
    events.put("out", readings.count("loggia.pipeline.out"));
    events.put(
        "duration_in_millis", (long) (1000 * readings.sum("loggia.pipeline.plugin.seconds")));
    events.put(
        "queue_push_duration_in_millis",
        (long) (1000 * readings.sum("loggia.buffer.full.seconds")));
    return events;
  }

  private Map<String, Object> pipeline() {
    Map<String, Object> pipeline = new LinkedHashMap<>();
    pipeline.put("events", events());
    pipeline.put(
        "plugins",
        Map.of("inputs", inputs(), "filters", plugins("filter"), "outputs", plugins("output")));
    pipeline.put("reloads", Map.of("successes", 0, "failures", 0));
    pipeline.put("queue", queue());
    return pipeline;
  }

  private List<Object> plugins(String type) {
    List<Object> plugins = new ArrayList<>();
    Map<String, Double> in = readings.byTag("loggia.pipeline.plugin.events", "id", "in");
    Map<String, Double> out = readings.byTag("loggia.pipeline.plugin.events", "id", "out");
    Map<String, Double> seconds = readings.byTag("loggia.pipeline.plugin.seconds", "id");
    Map<String, Double> failures = readings.byTag("loggia.pipeline.filter.failures", "id");
    readings
        .plugins("loggia.pipeline.plugin.events", type)
        .forEach(
            (id, name) -> {
              Map<String, Object> plugin = new LinkedHashMap<>();
              plugin.put("id", id);
              plugin.put("name", name);
              plugin.put(
                  "events",
                  Map.of(
                      "in", in.getOrDefault(id, 0.0).longValue(),
                      "out", out.getOrDefault(id, 0.0).longValue(),
                      "duration_in_millis", (long) (1000 * seconds.getOrDefault(id, 0.0))));
              plugin.put("failures", failures.getOrDefault(id, 0.0).longValue());
              plugins.add(plugin);
            });
    return plugins;
  }

  private List<Object> inputs() {
    List<Object> inputs = new ArrayList<>();
    readings
        .byTag("loggia.input.events", "input")
        .forEach(
            (name, count) ->
                inputs.add(
                    Map.of("id", name, "name", name, "events", Map.of("out", count.longValue()))));
    return inputs;
  }

  private Map<String, Object> queue() {
    return Map.of(
        "type", "persisted",
        "events_count", readings.gauge("loggia.buffer.depth.events"),
        "queue_size_in_bytes", readings.gauge("loggia.buffer.depth.bytes"),
        "max_queue_size_in_bytes", node.queueCapacity(),
        "oldest_event_age_in_seconds", readings.gauge("loggia.buffer.age.seconds"));
  }

  private Map<String, Object> own() {
    List<Object> files = new ArrayList<>();
    for (TailStatus tail : tails.get()) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("path", tail.path());
      file.put("size_in_bytes", tail.size());
      file.put("acknowledged_offset", tail.ackedOffset());
      file.put("lag_in_bytes", tail.lag());
      file.put("state", tail.state().toString());
      files.add(file);
    }
    return Map.of(
        "agent", Map.of("lines", readings.count("loggia.agent.lines"), "files", files),
        "engine",
            Map.of(
                "indexed", readings.count("loggia.engine.indexed"),
                "duplicates", readings.count("loggia.engine.duplicates"),
                "set_aside", readings.count("loggia.engine.set.aside"),
                "retries", readings.count("loggia.engine.retries")));
  }
}
