package io.loggia.app.bench;

import io.loggia.agent.Agent;
import io.loggia.agent.AgentSettings;
import io.loggia.agent.FileInput;
import io.loggia.app.generate.LogGenerator;
import io.loggia.event.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The agent alone, to a sink that only counts; beside it the JDK's own reader of lines. */
final class TailBench {
  private final int lines;
  private final int rounds;
  private final Table table;

  TailBench(int lines, int rounds, Table table) {
    this.lines = lines;
    this.rounds = rounds;
    this.table = table;
  }

  void run() throws Exception {
    table.title("Tail alone, %,d access-log lines".formatted(lines));
    try (Scratch scratch = Scratch.create()) {
      Path file = scratch.folder("logs").resolve("access.log");
      long bytes = write(file);
      table.progress("warming up");
      tail(scratch, file, -1);
      read(file);
      double[] tailed = new double[rounds];
      double[] read = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        read[round] = lines / Rounds.seconds(() -> read(file));
        tailed[round] = lines / tail(scratch, file, round);
      }
      double tail = Rounds.median(tailed);
      double plain = Rounds.median(read);
      table.row("agent to a null sink, one thread", tail, "lines/s", "BufferedReader", plain);
      table.row("    in bytes", tail * bytes / lines / 1e6, "MB/s");
      table.row("BufferedReader.readLine alone, no events", plain, "lines/s");
    }
  }

  private long write(Path file) throws IOException {
    LogGenerator generator = LogGenerator.of(LogGenerator.Kind.NGINX, 7, InstantSource.system());
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < lines; i++) {
        out.write(generator.next());
        out.write('\n');
      }
    }
    return Files.size(file);
  }

  private double tail(Scratch scratch, Path file, int round) throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    AtomicLong count = new AtomicLong();
    AgentSettings settings =
        AgentSettings.of(
            scratch.folder("registry-" + round),
            "bench",
            List.of(FileInput.of("bench", List.of(file.toString()))));
    long start = System.nanoTime();
    Agent agent =
        Agent.start(
            settings,
            (Batch batch) -> {
              if (count.addAndGet(batch.size()) == lines) {
                all.countDown();
              }
            },
            new SimpleMeterRegistry());
    try (agent) {
      all.await();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void read(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      long characters = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        characters += line.length();
      }
      if (characters == 0) {
        throw new IOException("nothing was read from " + file);
      }
    }
  }
}
