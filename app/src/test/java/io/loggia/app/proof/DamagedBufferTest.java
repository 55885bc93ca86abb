package io.loggia.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.app.StoredLines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of the buffer are changed on the disk while the platform is down. */
@Tag("slow")
@Timeout(300)
final class DamagedBufferTest {
  private static final Pattern LOST = Pattern.compile("(\\d+) events: the checksum does not match");

  @TempDir private Path folder;

  @Test
  void damage_is_said_and_everything_else_arrives() throws Exception {
    Path log = folder.resolve("app.log");
    int written;
    try (LineWriter lines = LineWriter.to(log, 150_000)) {
      written = lines.finish();
    }
    try (PlatformProcess platform =
        PlatformProcess.in(folder)
            .tailing(log)
            .set("pipeline.workers=1")
            .set("pipeline.batch_size=100")
            .set("buffer.segment=4MB")
            .start()) {
      Waiting.until(
          "all lines in the buffer",
          Duration.ofSeconds(60),
          () -> platform.metric("loggia_agent_lines_total") == written);
      platform.kill();
      flipBytesNearTheEnd(newestSegment(platform.data().resolve("buffer")));

      platform.set("pipeline.batch_size=4000").start();
      platform.awaitLog("ERROR", "Events lost to damage", ".segment", "the checksum");
      int lost = lost(platform.log());
      assertThat(lost).isPositive().isLessThan(5_000);
      platform.awaitCount("message:proof", written - lost, Duration.ofSeconds(60));
      StoredLines stored =
          StoredLines.await(platform.text("engine"), "logs-*", written - lost, written);
      assertThat(stored.duplicates()).isZero();
      assertThat(stored.missing()).isEqualTo(lost);
      assertThat(platform.metric("loggia_buffer_corrupt_records_total")).isEqualTo(1);
    }
  }

  private static int lost(String log) {
    Matcher matcher = LOST.matcher(log);
    int lost = 0;
    while (matcher.find()) {
      lost += Integer.parseInt(matcher.group(1));
    }
    return lost;
  }

  private static Path newestSegment(Path buffer) throws IOException {
    try (Stream<Path> files = Files.list(buffer)) {
      return files
          .filter(file -> file.toString().endsWith(".segment") && file.toFile().length() > 10_000)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static void flipBytesNearTheEnd(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long at = bytes.length() - 1_000;
      for (int i = 0; i < 3; i++) {
        bytes.seek(at + i);
        int old = bytes.read();
        bytes.seek(at + i);
        bytes.write(~old);
      }
    }
  }
}
