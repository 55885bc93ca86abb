package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed with SIGKILL again and again while it ships. */
@Tag("slow")
final class KilledAgentTest {
  private static final int LINES = 400_000;
  @TempDir Path folder;

  /** The child: ships to a file, one line per event, until it is killed. */
  public static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      FileInput input = FileInput.of("kill", List.of(folder.resolve("app.log*").toString()));
      FileOutputStream store = new FileOutputStream(folder.resolve("store").toFile(), true);
      AgentSettings settings = AgentSettings.of(folder.resolve("registry"), "h", List.of(input));
      Agent agent = Agent.start(settings, batch -> store(batch, store), new SimpleMeterRegistry());
      if (System.in.read() < 0) {
        agent.close();
      }
    }

    private static void store(Batch batch, FileOutputStream store) {
      StringBuilder text = new StringBuilder("\n");
      for (Event event : batch.events()) {
        text.append(event.origin().documentId()).append(' ').append(event.timestamp());
        text.append(' ').append(event.get("message")).append('\n');
      }
      try {
        store.write(text.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void every_line_is_stored_under_one_id_after_many_kills() throws Exception {
    Path log = folder.resolve("app.log");
    Set<String> expected = new HashSet<>();
    int written = 0;
    for (int round = 0; round < 8; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < LINES / 8; i++) {
        String line = "line " + written++ + " of round " + round;
        expected.add(line);
        text.append(line).append('\n');
      }
      Process child = start();
      long before = size();
      Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      AgentTest.await(() -> size() > before);
      child.destroyForcibly().waitFor();
      if (round % 3 == 2) {
        Files.move(log, folder.resolve("app.log." + round));
      }
    }
    Process last = start();
    try {
      AgentTest.await(() -> stored().size() == expected.size());
    } finally {
      last.destroyForcibly().waitFor();
    }
    assertThat(new HashSet<>(stored().values())).isEqualTo(expected).hasSize(stored().size());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            folder.toString())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private long size() {
    return folder.resolve("store").toFile().length();
  }

  /** Texts by id; an id that has come with two texts or two times fails. A torn line is no line. */
  private Map<String, String> stored() {
    Map<String, String> whole = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    try {
      for (String line : Files.readString(folder.resolve("store")).split("\n")) {
        int text = line.indexOf(" line ");
        if (text > 0 && line.matches(".* line \\d+ of round \\d")) {
          String id = line.substring(0, 20);
          String other = whole.put(id, line);
          assertThat(other).isIn(null, line);
          texts.put(id, line.substring(text + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
