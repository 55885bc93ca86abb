package io.loggia.app.bench;

import io.loggia.app.Home;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program as a user starts it: from {@code loggia up} to the first event that a search finds,
 * and what it and {@code loggia agent} hold in memory when they have nothing to do.
 */
final class StartBench {
  private static final int IDLE_SECONDS = 10;

  private final int rounds;
  private final Table table;

  StartBench(int rounds, Table table) {
    this.rounds = rounds;
    this.table = table;
  }

  void run() throws Exception {
    table.title("The program");
    Path script = Home.folder().resolve("loggia");
    if (!Files.isExecutable(script)) {
      table.progress("no " + script + " to start; skipped");
      return;
    }
    double[] first = new double[rounds];
    double[] again = new double[rounds];
    double idle = 0;
    for (int round = 0; round < rounds; round++) {
      table.progress("starting, round " + (round + 1) + " of " + rounds);
      try (Scratch scratch = Scratch.create()) {
        Path folder = prepare(scratch);
        first[round] = upUntilSearchable(script, folder, false).seconds();
        boolean last = round == rounds - 1;
        Measured second = upUntilSearchable(script, folder, last);
        again[round] = second.seconds();
        idle = second.idleMegabytes();
      }
    }
    table.row("up, empty folder: to the first searchable event", Rounds.median(first), "s");
    table.row("up, second start: to the first searchable event", Rounds.median(again), "s");
    table.row("up, idle for %d s: resident".formatted(IDLE_SECONDS), idle, "MB");
    table.row("agent alone, idle for %d s: resident".formatted(IDLE_SECONDS), agent(script), "MB");
  }

  private record Measured(double seconds, double idleMegabytes) {}

  private static Path prepare(Scratch scratch) throws IOException {
    Path folder = scratch.folder("start");
    Path agent = Files.createDirectories(folder.resolve("conf").resolve("agent"));
    Files.writeString(
        agent.resolve("bench.yml"),
        "filebeat.inputs:\n  - type: log\n    paths: ['" + folder + "/*.log']\n");
    return folder;
  }

  private static Measured upUntilSearchable(Path script, Path folder, boolean idle)
      throws IOException, InterruptedException {
    String word = "w" + System.nanoTime();
    Files.writeString(folder.resolve("start.log"), "first event " + word + "\n");
    Files.deleteIfExists(folder.resolve("data").resolve("endpoints.json"));
    long start = System.nanoTime();
    Process up = start(script, folder, "up");
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!found(client, folder.resolve("data"), word)) {
        if (!up.isAlive() || System.nanoTime() - start > 60_000_000_000L) {
          throw new IOException(
              "loggia up did not come up: " + Files.readString(folder.resolve("output")));
        }
        Thread.sleep(10);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Measured(seconds, idle ? idleMegabytes(up) : 0);
    } finally {
      stop(up);
    }
  }

  private double agent(Path script) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.create()) {
      Path folder = prepare(scratch);
      Process agent = start(script, folder, "agent");
      try {
        return idleMegabytes(agent);
      } finally {
        stop(agent);
      }
    }
  }

  private static Process start(Path script, Path folder, String command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(script.toString(), command));
    arguments.addAll(List.of("--conf", folder.resolve("conf").toString()));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    if (command.equals("up")) {
      BenchPlatform.settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    }
    return new ProcessBuilder(arguments)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static boolean found(HttpClient client, Path data, String word)
      throws IOException, InterruptedException {
    Optional<String> engine = endpoint(data);
    if (engine.isEmpty()) {
      return false;
    }
    URI uri = URI.create("http://" + engine.get() + "/logs-*/_count?q=" + word);
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return response.body().contains("\"count\":1,");
  }

  private static Optional<String> endpoint(Path data) {
    try {
      return EventJson.parse(Files.readString(data.resolve("endpoints.json")))
              instanceof Map<?, ?> all
          ? Optional.ofNullable((String) all.get("engine"))
          : Optional.empty();
    } catch (IOException notThereYet) {
      return Optional.empty();
    }
  }

  private static double idleMegabytes(Process process) throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS of process " + process.pid());
  }
}
