package io.loggia.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says, and with which code it ends, when it cannot start. */
final class BadStartTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir private Path folder;
  private Path conf;

  @BeforeEach
  void makeFolders() throws IOException {
    conf = folder.resolve("conf");
    Files.createDirectories(conf.resolve("agent"));
    Files.createDirectories(conf.resolve("pipelines"));
    Files.writeString(
        conf.resolve("agent").resolve("none.yml"),
        "filebeat.inputs: [{type: log, paths: ['" + folder + "/none/*.log']}]\n");
  }

  @Test
  void pipelines_problems_are_all_named_with_their_places() throws Exception {
    Files.writeString(
        conf.resolve("pipelines").resolve("bad.conf"),
        """
        filter {
          grk { }
          mutate { renam => { "a" => "b" } }
        }
        """);
    Ended ended = up();
    assertThat(ended.code()).isEqualTo(WRONG_USAGE);
    assertThat(ended.output())
        .contains("bad.conf:2:3: ")
        .contains("\"grok\"")
        .contains("bad.conf:3:12: ")
        .contains("\"rename\"");
  }

  @Test
  void unknown_setting_is_named_with_its_place_and_the_nearest_known_one() throws Exception {
    Files.writeString(conf.resolve("loggia.yml"), "ports:\n  beets: 5044\n");
    Ended ended = up();
    assertThat(ended.code()).isEqualTo(WRONG_USAGE);
    assertThat(ended.output())
        .contains("loggia.yml:2:3: unknown key \"ports.beets\"; did you mean \"beats\"?");
  }

  @Test
  void address_that_others_can_reach_is_refused() throws Exception {
    Ended ended = up("--set", "host=0.0.0.0");
    assertThat(ended.code()).isEqualTo(WRONG_USAGE);
    assertThat(ended.output()).contains("neither users nor TLS");
  }

  @Test
  void missing_configuration_folder_does_not_mean_the_defaults() throws Exception {
    Ended ended = up("--conf", folder.resolve("cnof").toString());
    assertThat(ended.code()).isEqualTo(WRONG_USAGE);
    assertThat(ended.output()).contains("cnof: no such folder");
  }

  @Test
  void taken_port_is_named_with_its_setting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      for (String name : List.of("beats", "tcp", "engine", "api")) {
        Ended ended = up("--set", "ports." + name + "=" + port);
        assertThat(ended.code()).as(name).isEqualTo(FAILED);
        assertThat(ended.output()).contains("127.0.0.1").contains("" + port).contains(name);
      }
    }
  }

  @Test
  void data_folder_of_a_newer_version_is_left_alone() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data").resolve("format"), "99\n");
    Ended ended = up();
    assertThat(ended.code()).isEqualTo(FAILED);
    assertThat(ended.output()).contains("has format \"99\"").contains("--data");
    assertThat(folder.resolve("data").resolve("engine")).doesNotExist();
  }

  @Test
  void data_folder_in_use_names_the_process_that_uses_it() throws Exception {
    try (ChildProcess running = start(folder.resolve("first"))) {
      running.awaitEndpoint(folder.resolve("data"), "engine");
      Ended second = up();
      assertThat(second.code()).isEqualTo(FAILED);
      assertThat(second.output()).contains("is in use by process");
      assertThat(running.isAlive()).isTrue();
      running.stop();
      assertThat(running.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
    }
  }

  private record Ended(int code, String output) {}

  private Ended up(String... more) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    try (ChildProcess process = start(output, more)) {
      return new Ended(process.awaitExit(Duration.ofSeconds(60)), process.output());
    }
  }

  private ChildProcess start(Path output, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("up"));
    if (!List.of(more).contains("--conf")) {
      arguments.addAll(List.of("--conf", conf.toString()));
    }
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    for (String port : List.of("beats", "tcp", "engine", "transport", "console", "api")) {
      arguments.addAll(List.of("--set", "ports." + port + "=0"));
    }
    arguments.addAll(List.of(more));
    return ChildProcess.start(output, arguments.toArray(String[]::new));
  }
}
