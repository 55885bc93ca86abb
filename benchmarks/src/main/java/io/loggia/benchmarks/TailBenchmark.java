package io.loggia.benchmarks;

import io.loggia.agent.Agent;
import io.loggia.agent.AgentSettings;
import io.loggia.agent.FileInput;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A file's lines as events through a new agent, with its start, its registry and its close; the
 * baseline reads the file by the JDK's means and makes events of the lines.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(TailBenchmark.LINES)
public class TailBenchmark {
  static final int LINES = 500 * AccessLog.LINES;

  private Path folder = Path.of("");
  private Path log = Path.of("");
  private int run;

  @Setup(Level.Trial)
  public void write() throws IOException {
    folder = Files.createTempDirectory("loggia-benchmark");
    log = folder.resolve("access.log");
    List<String> lines = new ArrayList<>(LINES);
    for (int i = 0; i < LINES / AccessLog.LINES; i++) {
      lines.addAll(AccessLog.lines());
    }
    Files.write(log, lines);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public int agent() throws IOException, InterruptedException {
    AgentSettings settings =
        AgentSettings.of(
            folder.resolve("registry-" + run++),
            "benchmark",
            List.of(FileInput.of("log", List.of(log.toString()))));
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(1);
    try (Agent agent =
        Agent.start(settings, batch -> count(batch, taken, all), new SimpleMeterRegistry())) {
      all.await();
      return agent.status().size();
    }
  }

  @Benchmark
  public int baselineFilesLines() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.mapToInt(line -> event(line).fields().size()).sum();
    }
  }

  private static void count(Batch batch, AtomicInteger taken, CountDownLatch all) {
    if (taken.addAndGet(batch.size()) == LINES) {
      all.countDown();
    }
  }

  private static Event event(String line) {
    Event event = new Event(AccessLog.TIME);
    event.set(Event.MESSAGE, line);
    return event;
  }
}
