package io.loggia.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Lumberjack client that others wrote, from the npm registry, ships to the platform. */
@Tag("slow")
@Timeout(300)
final class RealClientTest {
  private static final String PACKAGE = "lumberjack-client@1.0.3";
  private static final int EVENTS = 500;

  /** Queues events before it is connected and sends others one by one; ends when all are acked. */
  private static final String PROGRAM =
      """
      const Client = require('lumberjack-client')
      const [port, events] = process.argv.slice(2).map(Number)
      const queued = events / 2
      const client = new Client({host: '127.0.0.1', port})
      const event = n => ({
        '@timestamp': new Date(), message: `real event ${n} \\u00fc\\u{1F600}`, number: n,
        service: {name: 'real', tags: ['a', 'b']},
      })
      for (let n = 1; n <= queued; n++) client.log(event(n))
      let received = Buffer.alloc(0), acknowledged = 0, sent = false
      client.socket.on('data', data => {
        received = Buffer.concat([received, data])
        for (; received.length >= 6; received = received.subarray(6)) {
          if (received.toString('latin1', 0, 2) !== '2A') process.exit(3)
          const sequence = received.readUInt32BE(2)
          if (!sent && sequence === queued) {
            acknowledged = queued
            sent = true
            for (let n = queued + 1; n <= events; n++) client.log(event(n))
          } else if (sent && sequence === 1) {
            acknowledged++
          }
        }
        if (acknowledged === events) {
          console.log(`acknowledged ${acknowledged}`)
          process.exit(0)
        }
      })
      setTimeout(() => { console.log(`only ${acknowledged}`); process.exit(4) }, 60000)
      """;

  @TempDir private Path folder;

  @Test
  void its_events_are_acknowledged_and_found() throws Exception {
    Path client = Files.createDirectories(folder.resolve("client"));
    Prerequisite.check(
        Prerequisite.program("npm") && install(client), "npm and its package " + PACKAGE);
    Files.writeString(client.resolve("ship.js"), PROGRAM);
    try (PlatformProcess platform = PlatformProcess.in(folder).start()) {
      String port = "" + platform.address("beats").getPort();
      assertThat(run(client, "node", "ship.js", port, "" + EVENTS))
          .isEqualTo("acknowledged " + EVENTS);
      platform.awaitCount("\"real event\"", EVENTS, Duration.ofSeconds(30));
      List<Map<?, ?>> last = platform.search("number:" + EVENTS);
      assertThat(last).hasSize(1);
      assertThat(last.getFirst().get("message"))
          .isEqualTo("real event " + EVENTS + " \u00fc" + Character.toString(0x1F600));
      assertThat(last.getFirst().get("service"))
          .isEqualTo(Map.of("name", "real", "tags", List.of("a", "b")));
    }
  }

  private static boolean install(Path into) throws IOException, InterruptedException {
    run(into, "npm", "install", "--no-audit", "--no-fund", "--prefix", into.toString(), PACKAGE);
    return Files.isDirectory(into.resolve("node_modules").resolve("lumberjack-client"));
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(command[0] + " has ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output).strip();
  }
}
