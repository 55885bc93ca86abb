package io.loggia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.Timestamps;
import io.loggia.kernel.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file under golden/ holds what it is about, a configuration, events in and what comes out:
 * the events, or the problems. {@code -Dloggia.golden=rewrite} writes what comes out now into the
 * files.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final boolean REWRITE = "rewrite".equals(System.getProperty("loggia.golden"));

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void configuration_makes_of_the_input_what_the_file_says(Path file) throws IOException {
    String text = Files.readString(file);
    int config = text.indexOf("--- config\n");
    int input = text.indexOf("--- input\n");
    int output = text.indexOf("--- output\n");
    String actual =
        run(
            text.substring(config + "--- config\n".length(), input),
            text.substring(input + "--- input\n".length(), output),
            text.startsWith("# ecs: disabled"));
    String whole = text.substring(0, output) + "--- output\n" + actual;
    if (REWRITE) {
      Files.writeString(file, whole);
    }
    assertThat(whole).isEqualTo(text);
  }

  private static String run(String config, String input, boolean legacy) throws IOException {
    PipelineOptions options =
        Recorded.OPTIONS.withEcs(legacy ? EcsCompatibility.DISABLED : EcsCompatibility.V8);
    Recorded recorded = new Recorded();
    Pipeline pipeline;
    try {
      pipeline =
          Pipeline.compile(
              List.of(new PipelineSource("case.conf", config)),
              options,
              recorded,
              recorded.metrics);
    } catch (ConfigurationException wrong) {
      return wrong.getMessage() + "\n";
    }
    List<Event> events = new ArrayList<>();
    for (String line : input.lines().filter(line -> !line.isBlank()).toList()) {
      events.add(event((Map<?, ?>) EventJson.parse(line)));
    }
    StringBuilder out = new StringBuilder();
    for (Event event : pipeline.filter(events)) {
      Map<String, Object> shown = new LinkedHashMap<>(event.fields());
      if (Recorded.NOW.equals(shown.get("@timestamp"))) {
        shown.remove("@timestamp");
      }
      if (event.hasMetadata()) {
        shown.put("@metadata", event.metadata());
      }
      out.append(EventJson.valueString(shown)).append('\n');
    }
    return out.toString();
  }

  private static Event event(Map<?, ?> fields) {
    Event event = new Event(Recorded.NOW);
    fields.forEach(
        (name, value) -> {
          if (name.equals("@metadata")) {
            ((Map<?, ?>) value).forEach((k, v) -> event.metadata().put((String) k, v));
          } else if (name.equals("@timestamp")) {
            event.timestamp(Timestamps.parse((String) value).orElseThrow());
          } else {
            event.set((String) name, value);
          }
        });
    return event;
  }
}
