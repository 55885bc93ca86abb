package io.loggia.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.kernel.ConfigurationException;
import io.loggia.pipeline.EcsCompatibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformSettingsTest {
  @TempDir private Path folder;

  private PlatformSettings read(String... assignments) {
    return PlatformSettings.read(folder, List.of(assignments), name -> Optional.empty());
  }

  /** A change of a default is a change for everybody who never set it: this test asks you twice. */
  @Test
  void defaults_are_these() {
    PlatformSettings settings = read();
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.roles()).containsExactlyInAnyOrder(PlatformSettings.Role.values());
    assertThat(settings.ownLog()).isTrue();
    assertThat(settings.ports())
        .isEqualTo(new PlatformSettings.Ports(5044, 5170, 9200, "9300-9399", 5601, 9600));
    assertThat(settings.buffer())
        .isEqualTo(new PlatformSettings.Buffer(1L << 30, 64L << 20, 256L << 20));
    assertThat(settings.pipeline().workers())
        .isEqualTo(Runtime.getRuntime().availableProcessors() + 2);
    assertThat(settings.pipeline().batchSize()).isEqualTo(4_000);
    assertThat(settings.pipeline().ecs()).isEqualTo(EcsCompatibility.V8);
    assertThat(settings.pipeline().supportEscapes()).isFalse();
  }

  @Test
  void command_line_wins_over_the_file() throws IOException {
    Files.writeString(folder.resolve("loggia.yml"), "ports.tcp: 1\nbuffer:\n  capacity: 2GB\n");
    PlatformSettings settings = read("ports.tcp=2");
    assertThat(settings.ports().tcp()).isEqualTo(2);
    assertThat(settings.buffer().capacity()).isEqualTo(2L << 30);
  }

  @Test
  void every_problem_is_reported_at_once() throws IOException {
    Files.writeString(
        folder.resolve("loggia.yml"),
        "host: 0.0.0.0\nroles: [agent, broken]\nports:\n  beats: 70000\npipline:\n  workers: 2\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("loggia.yml:1:1: host")
        .hasMessageContaining("loggia.yml:2:1: roles: \"broken\"")
        .hasMessageContaining("loggia.yml:4:3: ports.beats")
        .hasMessageContaining(
            "loggia.yml:5:1: unknown key \"pipline\"; did you mean \"pipeline\"?");
  }

  @Test
  void shipped_configuration_reads_as_the_defaults() {
    Path shipped = Path.of("..", "conf");
    assertThat(PlatformSettings.read(shipped, List.of(), name -> Optional.empty()))
        .isEqualTo(read());
  }
}
