package io.loggia.agent;

import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An agent that is stepped by hand, on a clock that stands still, in a folder to play with. */
final class Tailing implements AutoCloseable {
  final Path folder;
  final CollectingSink sink = new CollectingSink();
  final SmallDisk disk = new SmallDisk();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AgentSettings settings;
  private final AgentMetrics metrics = new AgentMetrics(meters);
  private Instant now = Instant.parse("2026-11-20T07:00:00Z");
  private long writes;
  private @Nullable Registry registry;
  private @Nullable TailLoop loop;

  Tailing(Path folder, String glob) {
    this(folder, glob, 100, input -> input);
  }

  Tailing(Path folder, String glob, int maxOpenFiles, UnaryOperator<FileInput> change) {
    this.folder = folder;
    FileInput input =
        change.apply(FileInput.of("test", List.of(folder.resolve("logs") + "/" + glob)));
    this.settings =
        new AgentSettings(
            folder.resolve("registry"),
            "host",
            List.of(input),
            Duration.ofSeconds(1),
            () -> now,
            maxOpenFiles);
    try {
      Files.createDirectories(folder.resolve("logs"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Path log(String name) {
    return folder.resolve("logs").resolve(name);
  }

  void append(String name, String text) throws IOException {
    append(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void append(String name, byte[] bytes) throws IOException {
    Files.write(log(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    touched(name);
  }

  void rename(String from, String to) throws IOException {
    Files.move(log(from), log(to), StandardCopyOption.REPLACE_EXISTING);
  }

  void copy(String from, String to) throws IOException {
    Files.copy(log(from), log(to), StandardCopyOption.REPLACE_EXISTING);
    touched(to);
  }

  void truncate(String name) throws IOException {
    Files.write(log(name), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    touched(name);
  }

  /** Every write is at another time, as it would be outside a test. */
  private void touched(String name) throws IOException {
    writes++;
    Files.setLastModifiedTime(log(name), FileTime.from(now.plusMillis(10 * writes)));
  }

  void passTime(Duration time) {
    now = now.plus(time);
  }

  void scan() throws Exception {
    open().scan();
  }

  /** Reads what there is to read. */
  void poll() throws Exception {
    for (int looks = 0; open().poll(() -> false); looks++) {
      if (looks > 1000) {
        throw new AssertionError("there is no end to it: " + status());
      }
    }
  }

  void scanAndPoll() throws Exception {
    scan();
    poll();
  }

  void sync() throws IOException {
    Objects.requireNonNull(registry).sync();
  }

  /** Until nothing more can come: every quiet time and grace is over. */
  void settle() throws Exception {
    for (int i = 0; i < 4; i++) {
      scanAndPoll();
      passTime(Duration.ofMinutes(6));
    }
    scanAndPoll();
  }

  List<TailStatus> status() throws Exception {
    return open().status();
  }

  double count(String name) {
    return meters.get("loggia.agent." + name).counter().count();
  }

  /** Ends as a killed process does: nothing is written any more. */
  void crash() throws IOException {
    if (loop != null) {
      loop.close();
      Objects.requireNonNull(registry).abandon();
      loop = null;
      registry = null;
    }
    sink.live();
  }

  /** Ends as in a power cut: of what was not synced, a part is gone. */
  void powerCut(Random random) throws IOException {
    long synced = Objects.requireNonNull(registry).syncedLength();
    crash();
    try (FileChannel file = FileChannel.open(registryFile(), StandardOpenOption.WRITE)) {
      file.truncate(synced + random.nextLong(file.size() - synced + 1));
    }
    Map<Long, Checkpoint> noted = noted();
    sink.timeMayChange(line -> !isNoted(line, noted.get(line.source())));
  }

  /** What the next start will find in the registry. */
  private Map<Long, Checkpoint> noted() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("registry-copy"));
    Files.copy(registryFile(), copy.resolve("registry.log"), StandardCopyOption.REPLACE_EXISTING);
    try (Registry left = Registry.open(copy)) {
      return left.checkpoints().stream()
          .collect(Collectors.toMap(Checkpoint::source, Function.identity()));
    }
  }

  private static boolean isNoted(Origin line, @Nullable Checkpoint checkpoint) {
    return checkpoint != null
        && (line.position() < checkpoint.offset()
            || checkpoint.offer().filter(offer -> offer.covers(line.position())).isPresent());
  }

  boolean isShortOfDescriptors() {
    return settings.maxOpenFiles() == 1;
  }

  boolean isRunning() {
    return loop != null;
  }

  Path registryFile() {
    return folder.resolve("registry/registry.log");
  }

  TailLoop open() throws IOException {
    if (loop == null) {
      registry = Registry.open(settings.registryFolder(), disk);
      metrics.registryCorrupt.increment(registry.corrupt());
      try {
        loop = new TailLoop(settings, sink, registry, metrics);
      } catch (RegistryException e) {
        registry.abandon();
        throw e;
      }
    }
    return loop;
  }

  @Override
  public void close() throws IOException {
    crash();
  }
}
