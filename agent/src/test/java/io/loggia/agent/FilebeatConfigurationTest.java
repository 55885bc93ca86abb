package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilebeatConfigurationTest {
  @TempDir Path folder;

  private FilebeatConfiguration read(String... texts) throws Exception {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      Path file = folder.resolve("file" + files.size() + ".yml");
      Files.writeString(file, text);
      files.add(file);
    }
    return FilebeatConfiguration.read(files, name -> Optional.empty());
  }

  @Test
  void every_served_option_is_read() throws Exception {
    FilebeatConfiguration read =
        read(
            """
            tags: [all]
            filebeat.inputs:
              - type: filestream
                id: shop
                paths:
                  - /var/log/shop/**/*.log
                  - ${LOGS:/srv/logs}/*.txt
                prospector.scanner.exclude_files: ['\\.old$']
                prospector.scanner.symlinks: true
                include_lines: ['^ERR', '[[:digit:]]']
                exclude_lines: ['DBG$']
                fields: {team: cart, level: 3}
                tags: [json]
                message_max_bytes: 1MiB
                close.on_state_change.inactive: 2m
                ignore_older: 72h
              - type: log
                enabled: false
                paths: /x
            output.logstash:
              hosts: ["a:5045", "b"]
              loadbalance: true
            """);
    FileInput input = read.inputs().getFirst();
    assertThat(read.inputs()).hasSize(1);
    assertThat(input.id()).isEqualTo("shop");
    assertThat(input.paths()).containsExactly("/var/log/shop/**/*.log", "/srv/logs/*.txt");
    assertThat(input.excludeFiles()).extracting(Pattern::pattern).containsExactly("\\.old$");
    assertThat(input.symlinks()).isTrue();
    assertThat(input.includeLines())
        .extracting(Pattern::pattern)
        .containsExactly("^ERR", "[\\p{Digit}]");
    assertThat(input.excludeLines()).extracting(Pattern::pattern).containsExactly("DBG$");
    assertThat(input.fields()).isEqualTo(Map.of("team", "cart", "level", 3L));
    assertThat(input.fieldsUnderRoot()).isFalse();
    assertThat(input.tags()).containsExactly("all", "json");
    assertThat(input.maxBytes()).isEqualTo(1 << 20);
    assertThat(input.closeQuiet()).isEqualTo(Duration.ofMinutes(2));
    assertThat(input.ignoreOlder()).isEqualTo(Duration.ofHours(72));
    assertThat(read.logstashHosts().orElseThrow())
        .containsExactly(new HostAndPort("a", 5045), new HostAndPort("b", 5044));
  }

  @Test
  void defaults_are_those_of_filebeat_and_compressed_files_are_left_alone() throws Exception {
    FilebeatConfiguration read = read("filebeat.inputs: [{type: log, paths: [/a]}]");
    FileInput input = read.inputs().getFirst();
    FileInput byDefault = FileInput.of("file0.yml#1", List.of("/a"));
    assertThat(input).isEqualTo(byDefault);
    assertThat(input.maxBytes()).isEqualTo(10 * 1024 * 1024);
    assertThat(input.closeQuiet()).isEqualTo(Duration.ofMinutes(5));
    assertThat(input.excludeFiles().getFirst().matcher("/a/b.log.gz").find()).isTrue();
    assertThat(read.logstashHosts()).isEmpty();
  }

  @Test
  void all_problems_of_all_files_are_told_with_their_places() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    filebeat.inputs:
                      - type: log
                        paths: [/a]
                        multiline.pattern: '^x'
                        exclude_line: [a]
                        include_lines: ['(']
                    """,
                    """
                    filebeat.inputs:
                      - type: tcp
                        encoding: latin1
                        tail_files: true
                    output.elasticsearch:
                      hosts: [x]
                    processors: []
                    """))
        .hasMessageContaining(
            "file0.yml:4:5: filebeat.inputs[0].multiline: is not served by the agent")
        .hasMessageContaining(
            "file0.yml:5:5: unknown key \"filebeat.inputs[0].exclude_line\"; did you mean"
                + " \"exclude_lines\"?")
        .hasMessageContaining(
            "file0.yml:6:5: filebeat.inputs[0].include_lines: \"(\" is not a regular expression")
        .hasMessageContaining("file1.yml:2:5: filebeat.inputs[0].type: \"tcp\" is not served")
        .hasMessageContaining("file1.yml:3:5: filebeat.inputs[0].encoding: \"latin1\"")
        .hasMessageContaining("file1.yml:4:5: filebeat.inputs[0].tail_files: is not served")
        .hasMessageContaining("filebeat.inputs[0].paths: names no files")
        .hasMessageContaining("file1.yml:5:1: output.elasticsearch: is not served")
        .hasMessageContaining("file1.yml:7:1: processors: is not served");
  }

  @Test
  void folder_of_other_files_is_refused_only_when_something_is_in_it() throws Exception {
    String text =
        """
        filebeat.config.modules:
          path: ${path.config}/modules.d/*.yml
          reload.enabled: false
        """;
    assertThat(read(text).inputs()).isEmpty();
    Files.createDirectories(folder.resolve("modules.d"));
    Files.writeString(folder.resolve("modules.d/nginx.yml"), "");
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining("file0.yml:1:1: filebeat.config.modules: is not served")
        .hasMessageContaining("nginx.yml");
  }

  @Test
  void general_fields_go_to_every_input_at_the_level_they_name() throws Exception {
    FileInput input =
        read("""
                fields: {env: test}
                filebeat.inputs:
                  - paths: [/a]
                    fields: {app: shop}
                    fields_under_root: true
                """)
            .inputs()
            .getFirst();
    assertThat(input.fieldsUnderRoot()).isTrue();
    assertThat(input.fields()).isEqualTo(Map.of("app", "shop", "fields", Map.of("env", "test")));
  }

  @Test
  void hosts_are_read_with_and_without_port() {
    assertThat(HostAndPort.parse("[::1]:9", 5044)).hasToString("[::1]:9");
    assertThat(HostAndPort.parse("::1", 5044)).hasToString("[::1]:5044");
    assertThat(HostAndPort.parse("log.example.com", 7)).hasToString("log.example.com:7");
    assertThatThrownBy(() -> HostAndPort.parse("a:x", 1)).hasMessageContaining("host:port");
    assertThatThrownBy(() -> HostAndPort.parse("a:70000", 1)).hasMessageContaining("65535");
  }
}
