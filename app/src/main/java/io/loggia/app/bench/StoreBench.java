package io.loggia.app.bench;

import io.loggia.app.Platform;
import io.loggia.app.generate.LogGenerator;
import io.loggia.engine.IndexRouting;
import io.loggia.engine.ReadyDocuments;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.Origin;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.OutputFactory;
import io.loggia.pipeline.Pipeline;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.PipelineSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three ways of the same access-log lines into the same store, in turn: ready documents written by
 * the engine alone; the whole path from a file through the agent, the buffer, grok and date; and
 * HTTP {@code _bulk} into an index with the default dynamic mapping. Each begins when a first
 * document has made the index, and ends when all documents are counted by a search.
 */
final class StoreBench {
  private static final String PIPELINE =
      """
      filter {
        grok { match => { "message" => "%%{COMBINEDAPACHELOG}" } }
        date { match => [ "timestamp", "dd/MMM/yyyy:HH:mm:ss Z" ] remove_field => [ "timestamp" ] }
      }
      output { elasticsearch { index => "logs-bench-path-%s" } }
      """;
  private static final int PER_BULK = 4_000;
  private static final int WRITERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final int events;
  private final int rounds;
  private final Table table;

  StoreBench(int events, int rounds, Table table) {
    this.events = events;
    this.rounds = rounds;
    this.table = table;
  }

  void run() throws Exception {
    table.title("Into the store, %,d access-log lines a round".formatted(events));
    double[] alone = new double[rounds];
    double[] path = new double[rounds];
    double[] http = new double[rounds];
    try (Scratch scratch = Scratch.create()) {
      for (int round = -1; round < rounds; round++) {
        table.progress(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
        Path lines = lines(scratch, round);
        Prepared documents = prepare(lines, round);
        double aloneSeconds = alone(scratch, documents, round);
        double pathSeconds = wholePath(scratch, lines, round);
        double httpSeconds = http(scratch, documents, round);
        if (round >= 0) {
          alone[round] = events / aloneSeconds;
          path[round] = events / pathSeconds;
          http[round] = events / httpSeconds;
        }
      }
    }
    print(Rounds.median(alone), Rounds.median(path), Rounds.median(http));
  }

  private void print(double alone, double path, double http) {
    table.row("(a) engine alone, ready documents, in process", alone, "docs/s");
    table.row("(b) file, grok, date, durable buffer, searchable", path, "docs/s", "(a)", alone);
    table.row("    the same against", path, "docs/s", "(c)", http);
    table.row("(c) HTTP _bulk, default dynamic mapping", http, "docs/s", "(a)", alone);
  }

  private Path lines(Scratch scratch, int round) throws IOException {
    Path file = scratch.path().resolve("access-" + round + ".txt");
    LogGenerator generator =
        LogGenerator.of(LogGenerator.Kind.NGINX, 100L + round, InstantSource.system());
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < events; i++) {
        out.write(generator.next());
        out.write('\n');
      }
    }
    return file;
  }

  /** The document that makes the index, and those that are measured. */
  private record Prepared(ReadyDocuments first, ReadyDocuments rest) {}

  private Prepared prepare(Path lines, int round) throws IOException {
    List<Event> parsed = parse(lines, round);
    return new Prepared(
        documents(parsed.subList(0, 1), round), documents(parsed.subList(1, events), round));
  }

  /** The events that the pipeline makes of the lines. */
  private List<Event> parse(Path lines, int round) throws IOException {
    List<Event> parsed = new ArrayList<>(events);
    try (Pipeline pipeline =
        Pipeline.compile(
            List.of(new PipelineSource("bench.conf", PIPELINE.formatted(round))),
            PipelineOptions.defaults(),
            new NoOutputs(),
            new SimpleMeterRegistry())) {
      List<Event> batch = new ArrayList<>();
      long offset = 0;
      for (String line : Files.readAllLines(lines)) {
        batch.add(event(line, lines, offset));
        offset += line.length() + 1;
        if (batch.size() == PER_BULK) {
          parsed.addAll(pipeline.filter(batch));
          batch = new ArrayList<>();
        }
      }
      parsed.addAll(pipeline.filter(batch));
    }
    return parsed;
  }

  private static ReadyDocuments documents(List<Event> parsed, int round) {
    String index = "logs-bench-alone-" + round;
    return ReadyDocuments.of(
        parsed, new IndexRouting(event -> index, IndexRouting::originId, false));
  }

  /** As the agent makes it of a line. */
  private static Event event(String line, Path file, long offset) {
    Event event = new Event(Instant.now());
    event.set("message", line);
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("file", Map.of("path", file.toString()));
    log.put("offset", offset);
    event.set("log", log);
    event.set("host", Map.of("name", "bench"));
    event.origin(Origin.of(offset, file.toString()));
    return event;
  }

  private double alone(Scratch scratch, Prepared documents, int round) throws Exception {
    String index = "logs-bench-alone-" + round;
    try (BenchPlatform bench = BenchPlatform.start(scratch, "alone-" + round, "")) {
      Platform platform = bench.platform();
      documents.first().write(platform.engine(), 1, 1);
      bench.awaitCount(index, 1);
      return Rounds.seconds(
          () -> {
            documents.rest().write(platform.engine(), WRITERS, PER_BULK);
            bench.awaitCount(index, events);
          });
    }
  }

  private double wholePath(Scratch scratch, Path lines, int round) throws Exception {
    String index = "logs-bench-path-" + round;
    byte[] content = Files.readAllBytes(lines);
    try (BenchPlatform bench =
        BenchPlatform.start(scratch, "path-" + round, PIPELINE.formatted(round))) {
      Path tailed = bench.tailed().resolve("access.log");
      int end = 1;
      while (content[end - 1] != '\n') {
        end++;
      }
      Files.write(tailed, Arrays.copyOf(content, end));
      bench.awaitCount(index, 1);
      byte[] rest = Arrays.copyOfRange(content, end, content.length);
      return Rounds.seconds(
          () -> {
            Files.write(tailed, rest, StandardOpenOption.APPEND);
            bench.awaitCount(index, events);
          });
    }
  }

  private double http(Scratch scratch, Prepared documents, int round) throws Exception {
    List<byte[]> bodies = documents.rest().bulkBodies(2_000);
    String index = "bench-http-" + round;
    try (BenchPlatform bench = BenchPlatform.start(scratch, "http-" + round, "");
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://"
                  + bench.platform().endpoints().text("engine").orElseThrow()
                  + "/"
                  + index
                  + "/_bulk?filter_path=errors");
      post(client, uri, documents.first().bulkBodies(1));
      bench.awaitCount(index, 1);
      return Rounds.seconds(
          () -> {
            post(client, uri, bodies);
            bench.awaitCount(index, events);
          });
    }
  }

  private static void post(HttpClient client, URI uri, List<byte[]> bodies)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int at = next.getAndIncrement();
                        at < bodies.size();
                        at = next.getAndIncrement()) {
                      post(client, uri, bodies.get(at));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void post(HttpClient client, URI uri, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (!response.body().contains("\"errors\":false")) {
        throw new IllegalStateException("bulk over HTTP: " + response.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException("bulk over HTTP", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** For filtering only. */
  private static final class NoOutputs implements OutputFactory {
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
