package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own appends and is killed, again and again; what it acknowledged is there. */
@Tag("slow")
final class KilledProcessTest {
  private static final int KILLS = 20;
  private static final DiskBufferSettings SETTINGS =
      DiskBufferSettings.defaults().withSegmentBytes(1 << 20).withMinFreeDiskBytes(0);

  @TempDir Path folder;

  @Test
  void acknowledged_events_survive_every_kill() throws Exception {
    Set<Integer> acknowledged = new HashSet<>();
    int from = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      from = runAndKill(from, 3 + 7 * kill, acknowledged);
    }
    try (DiskBuffer buffer = DiskBuffer.open(folder, SETTINGS, new SimpleMeterRegistry())) {
      List<Integer> read = BufferContract.drain(buffer);
      assertThat(read).doesNotHaveDuplicates().isSorted();
      assertThat(new HashSet<>(read)).containsAll(acknowledged);
      assertThat(acknowledged).hasSizeGreaterThan(KILLS * 3);
    }
  }

  /** Returns a number from which on none was used. */
  private int runAndKill(int from, int lines, Set<Integer> acknowledged) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Appending.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = from;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      int left = lines;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.endsWith(".")) {
          last = Integer.parseInt(line.substring(0, line.length() - 1));
          acknowledged.addAll(BufferContract.range(last, last + Appending.BATCH));
        }
        if (--left == 0) {
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    return last + 1000 * Appending.BATCH;
  }

  /** Appends without end and prints the first number of each batch that was acknowledged. */
  static final class Appending {
    static final int BATCH = 50;

    private Appending() {}

    public static void main(String[] args) throws Exception {
      try (DiskBuffer buffer =
          DiskBuffer.open(Path.of(args[0]), SETTINGS, new SimpleMeterRegistry())) {
        for (int next = Integer.parseInt(args[1]); ; next += BATCH) {
          Batch batch = BufferContract.batch(next, next + BATCH);
          buffer.accept(batch);
          System.out.println(next + ".");
        }
      }
    }
  }
}
