package io.loggia.benchmarks;

import io.loggia.event.Event;
import io.loggia.pipeline.Pipeline;
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

/**
 * The grok expression of access logs. The baseline is the same expression behind a condition on
 * what comes next, which always holds but which only the regular expressions' engine (Joni) knows.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(AccessLog.LINES)
public class GrokBenchmark {
  private final List<String> lines = AccessLog.lines();
  private final Pipeline scanner = AccessLog.pipeline(grok(AccessLog.GROK));
  private final Pipeline joni = AccessLog.pipeline(grok("^(?=.)%{COMBINEDAPACHELOG}"));
  private final Pipeline nothing = AccessLog.pipeline("filter {}");

  @Benchmark
  public List<Event> scanner() {
    return scanner.filter(AccessLog.events(lines));
  }

  @Benchmark
  public List<Event> baselineJoni() {
    return joni.filter(AccessLog.events(lines));
  }

  /** What the other two cost without grok. */
  @Benchmark
  public List<Event> nothing() {
    return nothing.filter(AccessLog.events(lines));
  }

  private static String grok(String expression) {
    return "filter { grok { match => { message => '" + expression + "' } } }";
  }
}
