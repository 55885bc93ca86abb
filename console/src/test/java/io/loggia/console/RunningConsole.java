package io.loggia.console;

import io.loggia.engine.Engine;
import io.loggia.engine.EngineSettings;
import io.loggia.engine.IndexRouting;
import io.loggia.event.Batch;
import io.loggia.event.EventSink;
import io.loggia.kernel.HttpEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A real engine in a folder and the console over it, on free ports. */
record RunningConsole(Engine engine, HttpEndpoint endpoint) implements AutoCloseable {
  static RunningConsole start(Path folder, int port) throws IOException {
    Engine engine =
        Engine.start(
            new EngineSettings(folder, "test", "127.0.0.1", 0, "0"), new SimpleMeterRegistry());
    Console console = new Console(engine::client, InstantSource.system());
    return new RunningConsole(
        engine, HttpEndpoint.start("ports.console", "127.0.0.1", port, console::routes));
  }

  String url() {
    return "http://127.0.0.1:" + endpoint.address().getPort();
  }

  EventSink sink() {
    return engine.sink(IndexRouting.daily());
  }

  void await(String index, long events) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (engine.client().count(c -> c.index(index).ignoreUnavailable(true)).count() < events) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("the events cannot be found");
      }
      Thread.sleep(50);
    }
  }

  @Override
  public void close() throws IOException {
    endpoint.close();
    engine.close();
  }

  /** Serves sample logs to look at, and adds one each second: {@code [port [number]]}. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5601;
    int number = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
    try (RunningConsole console = start(Files.createTempDirectory("loggia-console"), port)) {
      SampleLogs logs = new SampleLogs(Instant.now());
      if (number > 0) {
        logs.write(console.sink(), number, Duration.ofHours(30).toMillis());
      }
      System.out.println(console.url() + " over " + console.engine().address());
      for (int i = 0; true; i++) {
        Thread.sleep(1_000);
        if (number > 0) {
          console.sink().accept(Batch.of(logs.event(i, Instant.now())));
        }
      }
    }
  }
}
