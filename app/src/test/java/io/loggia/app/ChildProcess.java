package io.loggia.app;

import io.loggia.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Loggia as a process of its own, to be killed. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code loggia} with these arguments; what it prints goes to the file. */
  public static ChildProcess start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "io.loggia.app.Loggia"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new ChildProcess(process, output);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int awaitExit(Duration longest) throws InterruptedException {
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the process has not ended within " + longest);
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, as Ctrl-C or a supervisor would. */
  public void stop() {
    process.destroy();
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  /** The address that a listener says it has, once the process has said so. */
  public static Optional<String> endpoint(Path data, String name) {
    try {
      return EventJson.parse(Files.readString(data.resolve("endpoints.json")))
              instanceof Map<?, ?> all
          ? Optional.ofNullable((String) all.get(name))
          : Optional.empty();
    } catch (IOException notThereYet) {
      return Optional.empty();
    }
  }

  /** Waits for the file that says where the listeners are. */
  public String awaitEndpoint(Path data, String name) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      Optional<String> address = endpoint(data, name);
      if (address.isPresent()) {
        return address.get();
      }
      if (!process.isAlive()) {
        throw new AssertionError("the process ended: " + output());
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no " + name + " after 60 s: " + output());
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
