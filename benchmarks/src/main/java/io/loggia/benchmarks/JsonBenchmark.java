package io.loggia.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.loggia.event.Event;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Events to JSON and back; the baseline is Jackson's own binding to maps. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(AccessLog.LINES)
public class JsonBenchmark {
  private final List<Event> events = AccessLog.parsed();
  private final List<byte[]> documents = events.stream().map(EventJson::bytes).toList();
  private final ObjectMapper jackson = new ObjectMapper();

  @Benchmark
  public void write(Blackhole sink) {
    events.forEach(event -> sink.consume(EventJson.bytes(event)));
  }

  @Benchmark
  public void parse(Blackhole sink) throws IOException {
    for (byte[] document : documents) {
      sink.consume(EventJson.parse(document, 0, document.length));
    }
  }

  @Benchmark
  public void parseBaselineJackson(Blackhole sink) throws IOException {
    for (byte[] document : documents) {
      sink.consume(jackson.readValue(document, Object.class));
    }
  }
}
