package io.loggia.agent;

import io.loggia.event.Batch;
import io.loggia.event.EventSink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Prints how fast one file is tailed to a sink that only counts. */
final class Bench {
  private static final int LINES = 5_000_000;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("tail-bench");
    Path file = folder.resolve("app.log");
    write(file);
    try {
      for (int round = 0; round < 5; round++) {
        run(folder.resolve("registry-" + round), file);
      }
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private static void write(Path file) throws IOException {
    String rest = "x".repeat(140);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < LINES; i++) {
        String line = "2026-11-20T07:09:05.123Z INFO request %010d %s\n".formatted(i, rest);
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void run(Path registry, Path file) throws Exception {
    AtomicLong seen = new AtomicLong();
    CountDownLatch all = new CountDownLatch(1);
    EventSink sink =
        (Batch batch) -> {
          if (seen.addAndGet(batch.size()) == LINES) {
            all.countDown();
          }
        };
    AgentSettings settings =
        new AgentSettings(
            registry,
            "bench",
            List.of(FileInput.of("bench", List.of(file.toString()))),
            Duration.ofSeconds(1),
            InstantSource.system(),
            10);
    MeterRegistry metrics = new SimpleMeterRegistry();
    long start = System.nanoTime();
    try (Agent agent = Agent.start(settings, sink, metrics)) {
      all.await();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%,d lines of %d bytes in %.2f s: %,.0f lines/s, %,.0f MiB/s; %s%n",
          LINES,
          Files.size(file) / LINES,
          seconds,
          LINES / seconds,
          Files.size(file) / seconds / (1 << 20),
          agent.status().getFirst().state());
    }
  }
}
