package io.loggia.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.app.ChildProcess;
import io.loggia.app.StoredLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code loggia agent} on one side, {@code loggia up} on the other. */
@Timeout(120)
final class TwoProcessesTest {
  private static final int LINES = 2_000;

  @TempDir private Path folder;

  @Test
  void lines_arrive_once_though_the_broker_is_killed_in_between() throws Exception {
    Path log = folder.resolve("app.log");
    write(log, 1);
    int port = PlatformProcess.freePort();
    Path output = folder.resolve("agent.txt");
    try (PlatformProcess broker =
        PlatformProcess.in(folder)
            .tailing(log)
            .set("roles=[broker]")
            .set("ports.beats=" + port)
            .start()) {
      String[] arguments = {
        "agent",
        "--conf",
        broker.conf().toString(),
        "--data",
        folder.resolve("shipper").toString(),
        "--broker",
        "127.0.0.1:" + port
      };
      try (ChildProcess agent = ChildProcess.start(output, arguments)) {
        broker.awaitCount("message:proof", LINES, Duration.ofSeconds(30));
        broker.kill();
        write(log, LINES + 1);
        broker.start();
        broker.awaitCount("message:proof", 2 * LINES, Duration.ofSeconds(30));
        StoredLines stored = StoredLines.await(broker.text("engine"), "logs-*", 2 * LINES);
        assertThat(stored.duplicates()).isZero();
        assertThat(stored.missing()).isZero();
        assertThat(agent.isAlive()).isTrue();
      }
    }
  }

  private static void write(Path log, int first) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = first; i < first + LINES; i++) {
      text.append(LineWriter.line(i));
    }
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
