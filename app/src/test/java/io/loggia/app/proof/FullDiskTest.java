package io.loggia.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.app.StoredLines;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The data folder's disk fills up while lines are tailed: to below what the buffer and the store
 * leave free, or to the last byte at once, which may find the store in the midst of writing. The
 * platform lives, says what is wrong, and catches up by itself.
 */
@Tag("slow")
@Timeout(300)
final class FullDiskTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"8, 0", "0, 0", "0, 200000", "1, 200000"})
  void disk_fills_up_and_is_freed(int mebibytesLeft, int atOnce) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 300);
        LineWriter lines = LineWriter.to(folder.resolve("app.log"), atOnce);
        PlatformProcess platform = platform(disk)) {
      Waiting.until(
          "the first lines", Duration.ofSeconds(60), () -> platform.count("message:proof") > 1000);
      disk.fill(mebibytesLeft * MIB);
      platform.awaitLogOrNoRoomForIt(disk.folder().toString(), "only", "bytes left");
      lines.awaitMore(20_000);
      assertThat(platform.isAlive()).isTrue();
      int written = lines.finish();
      disk.free();
      platform.awaitCount("message:proof", written, Duration.ofSeconds(60));
      StoredLines stored = StoredLines.await(platform.text("engine"), "logs-*", written);
      assertThat(stored.duplicates()).isZero();
      assertThat(stored.missing()).isZero();
    }
  }

  private PlatformProcess platform(SmallDisk disk) throws Exception {
    return PlatformProcess.in(folder, disk.folder().resolve("data"))
        .tailing(folder.resolve("app.log"))
        .set("buffer.min_free_disk=16MB")
        .set("buffer.capacity=64MB")
        .set("engine.disk_reserve=24MB")
        .start();
  }
}
