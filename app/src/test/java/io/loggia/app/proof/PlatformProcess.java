package io.loggia.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loggia.app.ChildProcess;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code loggia up} as a process of its own, which may be stopped, killed and started again. */
final class PlatformProcess implements AutoCloseable {
  private final Path folder;
  private final Path data;
  private final List<String> assignments = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ChildProcess process;

  private PlatformProcess(Path folder, Path data) {
    this.folder = folder;
    this.data = data;
  }

  /** Tails nothing and listens on ports that are free, until it is told otherwise. */
  static PlatformProcess in(Path folder) throws IOException {
    return in(folder, folder.resolve("data"));
  }

  static PlatformProcess in(Path folder, Path data) throws IOException {
    PlatformProcess platform = new PlatformProcess(folder, data);
    Files.createDirectories(platform.conf().resolve("agent"));
    Files.createDirectories(platform.conf().resolve("pipelines"));
    platform.tailing(folder.resolve("none").resolve("*.log"));
    platform.set("own_log=false");
    for (String port : List.of("beats", "tcp", "engine", "transport", "console", "api")) {
      platform.set("ports." + port + "=0");
    }
    return platform;
  }

  PlatformProcess set(String assignment) {
    assignments.add("--set");
    assignments.add(assignment);
    return this;
  }

  PlatformProcess tailing(Path glob) throws IOException {
    Files.writeString(
        conf().resolve("agent").resolve("proof.yml"),
        "filebeat.inputs: [{type: log, paths: ['" + glob + "']}]\n");
    return this;
  }

  PlatformProcess pipeline(String text) throws IOException {
    Files.writeString(conf().resolve("pipelines").resolve("proof.conf"), text);
    return this;
  }

  /** The pipelines that a release has in its {@code conf/}. */
  PlatformProcess shippedPipelines() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "conf", "pipelines"))) {
      for (Path file : files.toList()) {
        Files.copy(file, conf().resolve("pipelines").resolve(file.getFileName()));
      }
    }
    return this;
  }

  /** Returns when it can be written to and searched. */
  PlatformProcess start() throws IOException, InterruptedException {
    Files.deleteIfExists(data.resolve("endpoints.json"));
    List<String> arguments =
        new ArrayList<>(List.of("up", "--conf", conf().toString(), "--data", data.toString()));
    arguments.addAll(assignments);
    ChildProcess started =
        ChildProcess.start(folder.resolve("output.txt"), arguments.toArray(String[]::new));
    process = started;
    started.awaitEndpoint(data, "engine");
    return this;
  }

  void stop() throws InterruptedException {
    if (process != null) {
      process.stop();
      process.awaitExit(Duration.ofSeconds(60));
      process = null;
    }
  }

  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  Path conf() {
    return folder.resolve("conf");
  }

  Path data() {
    return data;
  }

  /** Most of the memory that the process has ever had, in bytes. */
  long peakMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + running().pid(), "status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no VmHWM in /proc");
  }

  /** {@code host:port} of a listener. */
  String text(String name) {
    return ChildProcess.endpoint(data, name).orElseThrow();
  }

  InetSocketAddress address(String name) {
    String text = text(name);
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** The platform's own log, the older files first. */
  String log() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("logs"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        all.insert(0, Files.readString(file));
      }
      return all.toString();
    }
  }

  /** Waits for a line of the log that has all of these in it. */
  void awaitLog(String... parts) throws InterruptedException {
    Waiting.until(
        "a line of the log with " + List.of(parts),
        Duration.ofSeconds(30),
        () -> log().lines().anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
  }

  /** As {@link #awaitLog}, or the terminal says that the log itself finds no room. */
  void awaitLogOrNoRoomForIt(String... parts) throws InterruptedException {
    Waiting.until(
        "a line of the log with " + List.of(parts) + ", or of the terminal",
        Duration.ofSeconds(30),
        () ->
            log().lines().anyMatch(line -> Stream.of(parts).allMatch(line::contains))
                || output().contains("is the disk full?"));
  }

  String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  String get(String endpoint, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + text(endpoint) + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).GET().build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  Map<?, ?> json(String endpoint, String path) throws IOException, InterruptedException {
    return (Map<?, ?>) EventJson.parse(get(endpoint, path));
  }

  /** The sum of the samples of {@code /metrics} whose line begins so. */
  double metric(String begin) throws IOException, InterruptedException {
    return get("api", "/metrics")
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** How many documents of the logs match. */
  long count(String query) throws IOException, InterruptedException {
    Object count = json("engine", "/logs-*/_count?q=" + encoded(query)).get("count");
    return count instanceof Long number ? number : -1;
  }

  /** The sources of the first documents that match. */
  List<Map<?, ?>> search(String query) throws IOException, InterruptedException {
    Map<?, ?> answer = json("engine", "/logs-*/_search?size=100&q=" + encoded(query));
    return ((List<?>) ((Map<?, ?>) answer.get("hits")).get("hits"))
        .stream().<Map<?, ?>>map(hit -> (Map<?, ?>) ((Map<?, ?>) hit).get("_source")).toList();
  }

  void awaitCount(String query, long expected, Duration longest) throws InterruptedException {
    Waiting.until(expected + " documents of " + query, longest, () -> count(query) == expected);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
    http.close();
  }

  private ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
