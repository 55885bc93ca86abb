package io.loggia.benchmarks;

import io.loggia.buffer.Buffer;
import io.loggia.buffer.DiskBuffer;
import io.loggia.buffer.DiskBufferSettings;
import io.loggia.buffer.Lease;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * A batch into the buffer, to the disk and out again; the baseline writes the batch as lines of
 * JSON to a file, calls fsync, and reads and parses them.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(AccessLog.LINES)
public class BufferBenchmark {
  private final List<Event> events = AccessLog.parsed();
  private Path folder = Path.of("");
  private @Nullable Buffer buffer;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("loggia-benchmark");
    DiskBufferSettings settings = DiskBufferSettings.defaults().withMinFreeDiskBytes(0);
    buffer = DiskBuffer.open(folder.resolve("buffer"), settings, new SimpleMeterRegistry());
  }

  @TearDown
  public void close() throws IOException {
    if (buffer != null) {
      buffer.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public int buffer() throws InterruptedException {
    Buffer open = Objects.requireNonNull(buffer);
    open.accept(new Batch(events.stream().map(Event::copy).toList()));
    int taken = 0;
    while (taken < AccessLog.LINES) {
      Lease lease = open.read(AccessLog.LINES, Duration.ofSeconds(1)).orElseThrow();
      taken += lease.batch().size();
      lease.done();
    }
    return taken;
  }

  @Benchmark
  public int baselineFileOfJson() throws IOException {
    Path file = folder.resolve("baseline.ndjson");
    ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 20);
    for (Event event : events) {
      EventJson.write(event.copy(), lines);
      lines.write('\n');
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(lines.toByteArray()));
      out.force(false);
    }
    int taken = 0;
    for (String line : Files.readAllLines(file)) {
      taken += EventJson.parse(line) == null ? 0 : 1;
    }
    return taken;
  }
}
