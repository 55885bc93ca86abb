package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.agent.Discovery.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoveryTest {
  @TempDir Path folder;
  private final Complaints complaints = new Complaints();

  private FileInput input(String id, boolean symlinks, String... globs) {
    List<String> paths = Arrays.stream(globs).map(glob -> folder + "/" + glob).toList();
    FileInput defaults = FileInput.of(id, paths);
    return new FileInput(
        id,
        paths,
        List.of(Pattern.compile("\\.gz$")),
        List.of(),
        List.of(),
        Map.of(),
        false,
        List.of(),
        defaults.maxBytes(),
        defaults.closeQuiet(),
        Duration.ofHours(1),
        symlinks);
  }

  private List<String> found(FileInput... inputs) {
    return new Discovery(List.of(inputs), complaints)
        .search().values().stream()
            .map(file -> file.input().id() + " " + folder.relativize(file.path()))
            .sorted()
            .toList();
  }

  private void write(String name) throws Exception {
    Files.writeString(folder.resolve(name), name);
  }

  @Test
  void file_belongs_to_the_first_input_that_wants_it() throws Exception {
    write("a.log");
    write("b.log");
    assertThat(found(input("one", false, "a*"), input("two", false, "*.log", "b*")))
        .containsExactly("one a.log", "two b.log");
  }

  @Test
  void two_names_of_one_file_are_one_file() throws Exception {
    write("a.log");
    Files.createLink(folder.resolve("b.log"), folder.resolve("a.log"));
    assertThat(found(input("one", false, "a.log", "b.log"))).containsExactly("one a.log");
  }

  @Test
  void excluded_files_are_wanted_under_no_name() throws Exception {
    write("a.gz");
    FileInput input = input("one", false, "*");
    assertThat(found(input)).isEmpty();
    Discovery discovery = new Discovery(List.of(input), complaints);
    assertThat(discovery.inputFor(folder + "/a.gz")).isEmpty();
    assertThat(discovery.inputFor(folder + "/a.log")).contains(input);
  }

  @Test
  void link_is_followed_only_if_the_input_says_so() throws Exception {
    write("target");
    Files.createSymbolicLink(folder.resolve("a.log"), folder.resolve("target"));
    assertThat(found(input("one", false, "*.log"))).isEmpty();
    assertThat(complaints.open()).isEqualTo(1);
    assertThat(found(input("one", true, "*.log"))).containsExactly("one a.log");
  }

  @Test
  void folder_that_a_glob_happens_to_match_is_no_complaint_but_one_that_is_named_is()
      throws Exception {
    Files.createDirectory(folder.resolve("a.log"));
    assertThat(found(input("one", false, "*.log"))).isEmpty();
    assertThat(complaints.open()).isZero();
    assertThat(found(input("one", false, "a.log"))).isEmpty();
    assertThat(complaints.open()).isEqualTo(1);
  }

  @Test
  void file_that_was_not_written_for_long_is_found_but_not_wanted() throws Exception {
    Instant now = Instant.parse("2026-11-20T07:00:00Z");
    write("a.log");
    Discovery discovery = new Discovery(List.of(input("one", false, "*.log")), complaints);
    Files.setLastModifiedTime(folder.resolve("a.log"), FileTime.from(now.minusSeconds(3601)));
    assertThat(only(discovery).olderThanWanted(now)).isTrue();
    Files.setLastModifiedTime(folder.resolve("a.log"), FileTime.from(now.minusSeconds(3600)));
    assertThat(only(discovery).olderThanWanted(now)).isFalse();
  }

  private static Found only(Discovery discovery) {
    return discovery.search().values().iterator().next();
  }
}
