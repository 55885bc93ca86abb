package io.loggia.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a size that nobody intended, in a tailed file, with a heap of 512 MiB. */
@Tag("slow")
@Timeout(300)
final class HugeLineTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int MIB = 1 << 20;
  private static final int MAX_BYTES = 10 * MIB;
  private static final long MEMORY = 1000L * MIB;

  @TempDir private Path folder;

  /** NUL is what a file has where a machine lost power, and grows to six bytes in JSON. */
  @ParameterizedTest
  @ValueSource(ints = {'x', ' ', 0, 0xff})
  void line_of_a_gibibyte_is_cut_and_the_next_one_is_found(int character) throws Exception {
    Path log = folder.resolve("huge.log");
    try (OutputStream out = Files.newOutputStream(log)) {
      out.write("proof before\nproof start ".getBytes(UTF_8));
      fill(out, character, 1024);
      out.write("\nproof after\n".getBytes(UTF_8));
    }
    try (PlatformProcess platform =
        PlatformProcess.in(folder).shippedPipelines().tailing(log).start()) {
      platform.awaitCount("\"proof after\"", 1, SOON);
      platform.awaitCount("proof", 3, SOON);
      platform.awaitCount("\"proof start\"", 1, SOON);
      Map<?, ?> cut = platform.search("\"proof start\"").getFirst();
      assertThat(cut.toString()).contains("runcated");
      assertThat(platform.peakMemory()).isLessThan(MEMORY);
      Waiting.until(
          "an empty buffer", SOON, () -> platform.metric("loggia_buffer_depth_events") == 0);
    }
  }

  @Test
  void many_lines_of_the_largest_size_are_all_stored() throws Exception {
    Path log = folder.resolve("large.log");
    try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.CREATE)) {
      for (int i = 0; i < 40; i++) {
        out.write(("proof large " + i + " ").getBytes(UTF_8));
        fill(out, 'x', 9);
        out.write('\n');
      }
      out.write("proof after\n".getBytes(UTF_8));
    }
    assertThat(Files.size(log)).isLessThan(40L * MAX_BYTES);
    try (PlatformProcess platform =
        PlatformProcess.in(folder).shippedPipelines().tailing(log).start()) {
      platform.awaitCount("\"proof after\"", 1, SOON);
      platform.awaitCount("\"proof large\"", 40, SOON);
      assertThat(platform.peakMemory()).isLessThan(MEMORY);
    }
  }

  private static void fill(OutputStream out, int character, int mebibytes) throws IOException {
    byte[] piece = new byte[MIB];
    Arrays.fill(piece, (byte) character);
    for (int i = 0; i < mebibytes; i++) {
      out.write(piece);
    }
  }
}
