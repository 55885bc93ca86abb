package io.loggia.app;

import io.loggia.agent.Agent;
import io.loggia.app.PlatformSettings.Role;
import io.loggia.app.monitor.Metrics;
import io.loggia.app.monitor.MonitorApi;
import io.loggia.buffer.Buffer;
import io.loggia.buffer.DiskBuffer;
import io.loggia.console.Console;
import io.loggia.engine.Engine;
import io.loggia.engine.EngineSettings;
import io.loggia.kernel.DataFolder;
import io.loggia.kernel.HttpEndpoint;
import io.loggia.kernel.RollingLog;
import io.loggia.pipeline.Pipeline;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * The rooms, wired together and running in one process. This is the one wiring file: it opens from
 * the drain up, so that nothing is taken in that has nowhere to go, and closes from the tap down.
 */
public final class Platform implements AutoCloseable {
  private final Closing closing;
  private final Endpoints endpoints;
  private final Engine engine;
  private final List<String> tailedPaths;

  private Platform(Closing closing, Endpoints endpoints, Engine engine, List<String> tailedPaths) {
    this.closing = closing;
    this.endpoints = endpoints;
    this.engine = engine;
    this.tailedPaths = tailedPaths;
  }

  /**
   * Starts everything that the configuration asks for; returns when events can be sent and
   * searched.
   *
   * @throws io.loggia.kernel.ConfigurationException with every problem of the configuration
   * @throws IOException when a port, the data folder or a file cannot be used
   */
  public static Platform start(
      Path configuration,
      Path data,
      List<String> assignments,
      Function<String, Optional<String>> variables)
      throws IOException, InterruptedException {
    PlatformSettings settings = PlatformSettings.read(configuration, assignments, variables);
    Configuration files = Configuration.read(configuration, data, settings, variables);
    Closing closing = new Closing();
    try {
      return open(settings, files, data, closing);
    } catch (IOException | InterruptedException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static Platform open(
      PlatformSettings settings, Configuration files, Path dataPath, Closing closing)
      throws IOException, InterruptedException {
    DataFolder data = closing.add("data folder", DataFolder.open(dataPath));
    closing.add("log", RollingLog.open(data.resolve("logs")));
    PrometheusMeterRegistry metrics = Metrics.registry();
    Endpoints endpoints = new Endpoints();

    CompletableFuture<Engine> engine = startEngine(settings, data, metrics);
    closing.add("engine", () -> closeEngine(engine));
    Buffer buffer =
        closing.add("buffer", DiskBuffer.open(data.resolve("buffer"), files.buffer(), metrics));
    Pipeline pipeline =
        closing.add("pipeline", files.compile(routing -> new EngineSink(engine, routing), metrics));
    Inputs inputs = closing.add("inputs", new Inputs(settings, metrics, endpoints));
    inputs.open(pipeline.inputs(), buffer);
    Optional<Agent> agent = startAgent(settings, files, data, buffer, metrics, closing);

    serveMonitor(settings, metrics, agent, closing, endpoints);
    if (settings.roles().contains(Role.CONSOLE)) {
      serveConsole(settings, engine, closing, endpoints);
    }
    Engine store = ready(engine);
    endpoints.put("engine", store.address());
    closing.add(
        "workers",
        Workers.start(
            buffer, pipeline, settings.pipeline().workers(), settings.pipeline().batchSize()));
    endpoints.write(data.resolve("endpoints.json"));
    return new Platform(closing, endpoints, store, agent.isPresent() ? files.paths() : List.of());
  }

  /** Where everything listens, by name. */
  public Endpoints endpoints() {
    return endpoints;
  }

  public Engine engine() {
    return engine;
  }

  /** The globs of the files that this process tails. */
  public List<String> tailedPaths() {
    return tailedPaths;
  }

  /** Stops taking events in, ends what is under way, and closes; about a second. */
  @Override
  public void close() {
    closing.close();
  }

  /** The engine takes longest; everything else opens beside it. */
  private static CompletableFuture<Engine> startEngine(
      PlatformSettings settings, DataFolder data, PrometheusMeterRegistry metrics) {
    CompletableFuture<Engine> engine = new CompletableFuture<>();
    EngineSettings engineSettings =
        new EngineSettings(
            data.resolve("engine"),
            settings.nodeName(),
            settings.host(),
            settings.ports().engine(),
            settings.ports().transport(),
            settings.engine().diskReserve());
    Thread.ofPlatform()
        .name("loggia-engine-start")
        .start(
            () -> {
              try {
                engine.complete(Engine.start(engineSettings, metrics));
              } catch (Throwable failure) {
                engine.completeExceptionally(failure);
              }
            });
    return engine;
  }

  private static Engine ready(CompletableFuture<Engine> engine)
      throws IOException, InterruptedException {
    try {
      return engine.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException("the engine did not start: " + e.getCause(), e.getCause());
    }
  }

  private static void closeEngine(CompletableFuture<Engine> engine) throws IOException {
    try {
      engine.join().close();
    } catch (CompletionException neverStarted) {
      // start() has reported it
    }
  }

  private static Optional<Agent> startAgent(
      PlatformSettings settings,
      Configuration files,
      DataFolder data,
      Buffer buffer,
      PrometheusMeterRegistry metrics,
      Closing closing)
      throws IOException {
    if (!settings.roles().contains(Role.AGENT)) {
      return Optional.empty();
    }
    return Optional.of(
        closing.add("agent", Agent.start(files.agent(data.resolve("agent")), buffer, metrics)));
  }

  private static void serveMonitor(
      PlatformSettings settings,
      PrometheusMeterRegistry metrics,
      Optional<Agent> agent,
      Closing closing,
      Endpoints endpoints)
      throws IOException {
    int port = settings.ports().api();
    if (port < 0) {
      return;
    }
    MonitorApi api =
        new MonitorApi(
            new MonitorApi.Node(
                settings.nodeName(),
                Loggia.VERSION,
                settings.host() + ":" + port,
                settings.pipeline().workers(),
                settings.pipeline().batchSize(),
                settings.pipeline().ecs().toString().toLowerCase(Locale.ROOT),
                settings.buffer().capacity()),
            metrics,
            () -> agent.map(Agent::status).orElse(List.of()));
    HttpEndpoint endpoint =
        closing.add(
            "monitoring API", HttpEndpoint.start("ports.api", settings.host(), port, api::routes));
    endpoints.put("api", endpoint.address());
  }

  private static void serveConsole(
      PlatformSettings settings,
      CompletableFuture<Engine> engine,
      Closing closing,
      Endpoints endpoints)
      throws IOException {
    int port = settings.ports().console();
    if (port < 0) {
      return;
    }
    Console console = new Console(() -> engine.join().client(), InstantSource.system());
    HttpEndpoint endpoint =
        closing.add(
            "console", HttpEndpoint.start("ports.console", settings.host(), port, console::routes));
    endpoints.put("console", endpoint.address());
  }
}
