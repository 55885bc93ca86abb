package io.loggia.app.bench;

import io.loggia.agent.ship.LumberjackSink;
import io.loggia.agent.ship.ShipSettings;
import io.loggia.app.Endpoints;
import io.loggia.app.generate.LogGenerator;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Goes once through what a user does first: tail, ship, TCP, search, the pages. What it loads is
 * what the start-up cache holds.
 */
public final class TrainingRun {
  private static final int LINES = 2_000;
  private static final String PIPELINE =
      """
      filter {
        if [log][file][path] =~ /access/ {
          grok { match => { "message" => "%{COMBINEDAPACHELOG}" } }
          date { match => [ "timestamp", "dd/MMM/yyyy:HH:mm:ss Z" ] }
        } else if [message] =~ /^\\{/ {
          json { source => "message" }
          mutate { rename => { "level" => "[log][level]" } }
        }
      }
      output { elasticsearch { index => "logs-train" } }
      """;

  private TrainingRun() {}

  public static void run() throws Exception {
    try (Scratch scratch = Scratch.create();
        BenchPlatform bench = BenchPlatform.start(scratch, "train", PIPELINE)) {
      Endpoints at = bench.platform().endpoints();
      writeLog(bench.tailed().resolve("access.log"));
      ship(at.text("beats").orElseThrow());
      send(at.get("tcp").orElseThrow());
      bench.awaitCount("logs-train", LINES + 2);
      browse(at);
    }
  }

  private static void writeLog(Path file) throws IOException {
    LogGenerator generator = LogGenerator.of(LogGenerator.Kind.NGINX, 3, InstantSource.system());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append(generator.next()).append('\n');
    }
    Files.writeString(file, lines);
  }

  private static void ship(String broker) throws InterruptedException {
    try (LumberjackSink sink =
        LumberjackSink.connect(ShipSettings.to(broker), new SimpleMeterRegistry())) {
      Event event = new Event(Instant.now());
      event.set("message", "shipped");
      sink.accept(Batch.of(event));
    }
  }

  private static void send(InetSocketAddress tcp) throws IOException {
    try (Socket socket = new Socket(tcp.getAddress(), tcp.getPort());
        OutputStream out = socket.getOutputStream()) {
      out.write("{\"message\":\"sent\",\"level\":\"INFO\"}\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void browse(Endpoints at) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String page :
          new String[] {
            at.text("console").orElseThrow() + "/",
            at.text("console").orElseThrow() + "/api/search?q=GET",
            at.text("console").orElseThrow() + "/api/histogram?q=GET",
            at.text("api").orElseThrow() + "/_node/stats",
            at.text("api").orElseThrow() + "/metrics"
          }) {
        client.send(
            HttpRequest.newBuilder(URI.create("http://" + page)).build(), BodyHandlers.ofString());
      }
    }
  }
}
