package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {
  @TempDir Path folder;
  private final Complaints complaints = new Complaints();

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<String> expand(String pattern) {
    List<String> found = new ArrayList<>();
    Glob.compile(folder + "/" + pattern)
        .expand(complaints, path -> found.add(folder.relativize(path).toString()));
    // A name without a wildcard is named whether it exists or not.
    found.removeIf(name -> !Files.exists(folder.resolve(name)));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.log          | a.log
          *.log          | a.log b.log
          ?.log          | a.log b.log
          [b-z].log      | b.log
          [^b].log       | a.log
          a\\.log        | a.log
          */c.log        | x/c.log
          **/c.log       | x/c.log x/y/c.log
          x/**           | x/c.log x/y/c.log
          **/y/*         | x/y/c.log
          ./x/./c.log    | x/c.log
          none.log       |
          none/*.log     |
          """)
  void pattern_means_these_files(String pattern, String expected) throws Exception {
    files("a.log", "b.log", "x/c.log", "x/y/c.log");
    String wanted = expected == null ? "" : expected;
    assertThat(String.join(" ", expand(pattern).stream().sorted().toList())).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "/l/*.log,/l/a.log,true",
    "/l/*.log,/l/x/a.log,false",
    "/l/**/a.log,/l/a.log,true",
    "/l/**/a.log,/l/x/y/a.log,true",
    "/l/**,/l/x/y,true",
    "/l/**,/l,false",
    "/l/a?[0-9],/l/ab1,true",
    "/l/a?[0-9],/l/a/1,false",
    "/l/a.b,/l/aXb,false",
    "/l/[[x],/l/[,true",
    "/l/[^a&&b],/l/&,false",
    "/l/\\*,/l/*,true",
    "/l/\\*,/l/a,false"
  })
  void path_matches_or_not(String pattern, String path, boolean expected) {
    assertThat(Glob.compile(pattern).matches(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/l/[a", "/l/a\\", "/l/[z-a]"})
  void pattern_without_an_end_is_refused_by_name(String pattern) {
    assertThatThrownBy(() -> Glob.compile(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pattern.substring(3));
  }

  @Test
  void links_in_a_circle_end() throws Exception {
    files("x/a.log");
    Files.createSymbolicLink(folder.resolve("x/up"), folder);
    assertThat(expand("**/*.log")).containsOnlyOnce("x/a.log");
  }

  @Test
  void missing_folder_is_complained_about_until_it_is_there() throws Exception {
    assertThat(expand("later/*.log")).isEmpty();
    assertThat(complaints.open()).isEqualTo(1);
    files("later/a.log");
    assertThat(expand("later/*.log")).containsExactly("later/a.log");
    assertThat(complaints.open()).isZero();
  }
}
