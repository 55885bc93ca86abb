package io.loggia.benchmarks;

import io.loggia.event.Event;
import io.loggia.pipeline.Pipeline;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** The date filter on an access log's times; the baseline is the JDK's own formatter. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(AccessLog.LINES)
public class DateBenchmark {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US);

  private final List<String> times = times();
  private final Pipeline date =
      AccessLog.pipeline(
          "filter { date { match => ['message', 'dd/MMM/yyyy:HH:mm:ss Z'] locale => 'en-US' } }");

  @Benchmark
  public List<Event> filter() {
    return date.filter(AccessLog.events(times));
  }

  @Benchmark
  public List<Event> baselineFormatter() {
    List<Event> events = AccessLog.events(times);
    for (Event event : events) {
      String time = (String) event.fields().get(Event.MESSAGE);
      event.timestamp(FORMAT.parse(time, OffsetDateTime::from).toInstant());
    }
    return events;
  }

  private static List<String> times() {
    List<String> times = new ArrayList<>();
    for (int i = 0; i < AccessLog.LINES; i++) {
      Instant time = AccessLog.TIME.plusSeconds(7L * i);
      times.add(FORMAT.format(time.atOffset(ZoneOffset.UTC)));
    }
    return times;
  }
}
