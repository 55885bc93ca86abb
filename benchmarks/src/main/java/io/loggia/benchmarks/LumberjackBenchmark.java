package io.loggia.benchmarks;

import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.lumberjack.LumberjackLimits;
import io.loggia.codec.lumberjack.LumberjackReader;
import io.loggia.codec.lumberjack.LumberjackWriter;
import io.loggia.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Windows of events to Lumberjack's frames and back, as they are and compressed. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(AccessLog.LINES)
public class LumberjackBenchmark {
  private final List<Event> events = AccessLog.events(AccessLog.lines());

  /** zlib's level. */
  @Param({"0", "3"})
  public int compression;

  private byte[] frames = {};

  @Setup
  public void encodeOnce() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    send(out);
    frames = out.toByteArray();
  }

  @Benchmark
  public void encode() throws IOException {
    send(OutputStream.nullOutputStream());
  }

  @Benchmark
  public int decode() throws IOException {
    int taken = 0;
    try (LumberjackReader reader =
        new LumberjackReader(
            new ByteArrayInputStream(frames),
            LumberjackLimits.DEFAULT,
            new JsonEventDecoder(InstantSource.system(), flaw -> {}))) {
      while (reader.next().isPresent()) {
        taken++;
      }
    }
    return taken;
  }

  private void send(OutputStream out) throws IOException {
    try (LumberjackWriter writer =
        new LumberjackWriter(out, compression, 1 << 20, Map.of("beat", "benchmark"))) {
      writer.prepare(events, events.size());
      writer.send();
    }
  }
}
