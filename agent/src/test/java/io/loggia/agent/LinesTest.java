package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinesTest {
  private static final FieldPath FLAGS = FieldPath.of("log", "flags");
  @TempDir Path folder;

  private static FileInput with(FileInput input, int maxBytes, String include, String exclude) {
    return new FileInput(
        input.id(),
        input.paths(),
        input.excludeFiles(),
        include.isEmpty() ? List.of() : List.of(Pattern.compile(include)),
        exclude.isEmpty() ? List.of() : List.of(Pattern.compile(exclude)),
        Map.of("team", "a"),
        true,
        List.of("t"),
        maxBytes,
        input.closeQuiet(),
        input.ignoreOlder(),
        false);
  }

  @Property
  void newline_is_found_where_a_simple_loop_finds_it(
      @ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 40) int from) {
    int expected = -1;
    for (int i = bytes.length - 1; i >= from; i--) {
      expected = bytes[i] == '\n' ? i : expected;
    }
    assertThat(LineSplitter.newline(bytes, from, bytes.length)).isEqualTo(expected);
  }

  @Test
  void too_long_line_is_cut_before_a_character_and_flagged() throws Exception {
    try (Tailing tailing = new Tailing(folder, "*", 9, input -> with(input, 5, "", ""))) {
      tailing.append("a", "12345\r\n1234äx\nok\n");
      tailing.scanAndPoll();
      assertThat(tailing.sink.messages()).containsExactly("12345", "1234", "ok");
      Event cut = tailing.sink.events().get(1);
      assertThat(cut.get(FLAGS)).isEqualTo(List.of("truncated"));
      assertThat(cut.get("team")).isEqualTo("a");
      assertThat(cut.hasTag("t")).isTrue();
      assertThat(tailing.count("truncated.lines")).isEqualTo(1);
    }
  }

  @Test
  void line_beyond_every_buffer_is_cut_and_what_follows_is_read() throws Exception {
    try (Tailing tailing = new Tailing(folder, "*", 9, input -> with(input, 1 << 20, "", ""))) {
      byte[] half = "y".repeat(5 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      tailing.append("a", half);
      tailing.scanAndPoll();
      tailing.append("a", half);
      tailing.poll();
      assertThat(tailing.sink.messages()).isEmpty();
      tailing.append("a", "\nnext\n");
      tailing.poll();
      assertThat(tailing.sink.messages()).extracting(String::length).containsExactly(1 << 20, 4);
      assertThat(tailing.status().getFirst().lag()).isZero();
    }
  }

  @Test
  void bytes_that_are_not_utf8_are_replaced_and_tagged() throws Exception {
    try (Tailing tailing = new Tailing(folder, "*")) {
      tailing.append("a", new byte[] {'a', (byte) 0xff, '\n'});
      tailing.append("a", "good \uFFFD ü\n");
      tailing.scanAndPoll();
      assertThat(tailing.sink.messages()).containsExactly("a\uFFFD", "good \uFFFD ü");
      assertThat(tailing.sink.events().get(0).hasTag("_invalid_utf8")).isTrue();
      assertThat(tailing.sink.events().get(1).hasTag("_invalid_utf8")).isFalse();
      assertThat(tailing.count("invalid.utf8")).isEqualTo(1);
    }
  }

  @Test
  void filtered_lines_are_dropped_and_acknowledged() throws Exception {
    try (Tailing tailing = new Tailing(folder, "*", 9, input -> with(input, 99, "E", "X"))) {
      tailing.append("a", "E1\nno\nE X\nE2\nno\n");
      tailing.scanAndPoll();
      assertThat(tailing.sink.messages()).containsExactly("E1", "E2");
      assertThat(tailing.status().getFirst().lag()).isZero();
    }
  }

  @Test
  void only_regular_files_that_are_not_excluded_are_read() throws Exception {
    try (Tailing tailing = new Tailing(folder, "**/*.log*")) {
      Files.createDirectories(tailing.log("d.log"));
      Files.createDirectories(tailing.log("x/y"));
      Files.createSymbolicLink(tailing.log("x/y/loop"), tailing.log("x"));
      Files.createSymbolicLink(tailing.log("link.log"), tailing.log("a.log"));
      tailing.append("a.log", "a\n");
      tailing.append("x/y/b.log", "b\n");
      tailing.append("c.log.gz", "c\n");
      new ProcessBuilder("mkfifo", tailing.log("f.log").toString()).start().waitFor();
      tailing.scanAndPoll();
      assertThat(tailing.sink.messages()).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void more_files_than_may_be_open_are_all_read() throws Exception {
    try (Tailing tailing = new Tailing(folder, "*", 2, input -> input)) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++) {
          tailing.append("f" + i, "line " + i + " of " + round + "\n");
        }
        tailing.scanAndPoll();
        assertThat(tailing.sink.messages()).hasSize(10 * (round + 1));
        tailing.passTime(Duration.ofMinutes(10));
      }
    }
  }

  @Test
  void kill_before_or_after_the_store_repeats_the_same_events() throws Exception {
    for (boolean before : List.of(true, false)) {
      Path own = Files.createDirectory(folder.resolve("kill-" + before));
      try (Tailing tailing = new Tailing(own, "*")) {
        writeMany(tailing.log("a"), 10_000);
        tailing.sink.kill(before);
        org.assertj.core.api.Assertions.assertThatThrownBy(tailing::scanAndPoll)
            .isInstanceOf(CollectingSink.Killed.class);
        tailing.crash();
        tailing.passTime(Duration.ofHours(1));
        tailing.scanAndPoll();
        assertThat(tailing.sink.messages()).hasSize(10_000).doesNotHaveDuplicates();
      }
    }
  }

  private static void writeMany(Path file, int lines) throws IOException {
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < lines; i++) {
        out.write(("line " + i + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
  }
}
