package io.loggia.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From a line in a file to a document, exactly once, while SIGKILL strikes at random moments. The
 * seed of a run is printed, but what a kill hits is up to the machine.
 */
final class ExactlyOnceTest {
  private static final String PIPELINE =
      """
      filter {
        grok { match => { "message" => "%{COMBINEDAPACHELOG}" } }
        date { match => [ "timestamp", "dd/MMM/yyyy:HH:mm:ss Z" ] }
      }
      output { elasticsearch { index => "logs-once" } }
      """;

  @TempDir private Path folder;
  private int beatsPort;

  @ParameterizedTest
  @CsvSource({"ONE, NONE", "TWO, RENAME", "ONE, COPYTRUNCATE"})
  void every_line_becomes_one_document(Layout layout, Rotation rotation) throws Exception {
    run(layout, rotation, 20_000, 3);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"ONE, NONE", "TWO, NONE", "TWO, RENAME", "ONE, COPYTRUNCATE"})
  void a_million_lines_become_a_million_documents(Layout layout, Rotation rotation)
      throws Exception {
    run(layout, rotation, 1_000_000, 21);
  }

  /** Agent and broker as one process, or as two. */
  enum Layout {
    ONE,
    TWO
  }

  private void run(Layout layout, Rotation rotation, int lines, int kills) throws Exception {
    long seed = System.nanoTime();
    System.out.printf(
        "%s %s: %,d lines, %d kills, seed %d%n", layout, rotation, lines, kills, seed);
    Random random = new Random(seed);
    Path logs = Files.createDirectories(folder.resolve("logs"));
    configure(logs);
    NumberedLog log = new NumberedLog(logs.resolve("access.log"), lines, rotation, seed);
    List<ChildProcess> running = new ArrayList<>();
    try {
      for (int i = 0; i < commands(layout).size(); i++) {
        running.add(start(layout, i));
      }
      Thread writer = Thread.ofPlatform().name("log-writer").start(log::write);
      for (int kill = 0; kill < kills; kill++) {
        Thread.sleep(random.nextInt(lines >= 1_000_000 ? 8_000 : 4_000));
        int victim = random.nextInt(running.size());
        running.get(victim).kill();
        running.set(victim, start(layout, victim));
      }
      writer.join();
      Files.deleteIfExists(data().resolve("endpoints.json"));
      int broker = running.size() - 1;
      running.get(broker).kill();
      running.set(broker, start(layout, broker));
      String engine = running.get(broker).awaitEndpoint(data(), "engine");
      StoredLines stored = StoredLines.await(engine, "logs-once", lines);
      System.out.println(stored.summary());
      assertThat(stored.duplicates()).as("documents beyond the first of a line").isZero();
      assertThat(stored.different(log)).as("lines whose text differs").isZero();
      assertThat(stored.missing()).as("lines without a document").isZero();
    } finally {
      for (ChildProcess process : running) {
        process.close();
      }
    }
  }

  private void configure(Path logs) throws IOException {
    Path conf = folder.resolve("conf");
    Files.createDirectories(conf.resolve("agent"));
    Files.createDirectories(conf.resolve("pipelines"));
    beatsPort = freePort();
    Files.writeString(
        conf.resolve("agent").resolve("test.yml"),
        """
        filebeat.inputs:
          - type: log
            paths: ['%s/access.log*']
        output.logstash.hosts: ['127.0.0.1:%d']
        """
            .formatted(logs, beatsPort));
    Files.writeString(conf.resolve("pipelines").resolve("test.conf"), PIPELINE);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private ChildProcess start(Layout layout, int index) throws IOException {
    return ChildProcess.start(
        folder.resolve("output-" + index), commands(layout).get(index).toArray(String[]::new));
  }

  /** The broker last. */
  private List<List<String>> commands(Layout layout) {
    String conf = folder.resolve("conf").toString();
    List<String> up = new ArrayList<>(List.of("up", "--conf", conf, "--data", data().toString()));
    for (String port : List.of("tcp", "engine", "transport", "console", "api")) {
      up.addAll(List.of("--set", "ports." + port + "=0"));
    }
    up.addAll(List.of("--set", "ports.beats=" + beatsPort, "--set", "own_log=false"));
    if (layout == Layout.ONE) {
      return List.of(up);
    }
    up.addAll(List.of("--set", "roles=[broker]"));
    return List.of(
        List.of("agent", "--conf", conf, "--data", folder.resolve("shipper").toString()), up);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
