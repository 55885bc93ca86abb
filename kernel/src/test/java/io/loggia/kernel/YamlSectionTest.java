package io.loggia.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class YamlSectionTest {
  private static YamlSection parse(String text) {
    Map<String, String> variables = Map.of("SET", "7");
    return YamlSection.parse("t.yml", text, key -> Optional.ofNullable(variables.get(key)));
  }

  @Test
  void dotted_keys_are_nested_mappings() {
    YamlSection root = parse("a.b: 1\na:\n  c: [x, y]\n");
    YamlSection a = root.section("a").orElseThrow();
    assertThat(a.integer("b", 0, 0, 9)).isEqualTo(1);
    assertThat(a.strings("c")).containsExactly("x", "y");
    root.check();
  }

  @Test
  void all_problems_are_reported_at_once_with_their_places() {
    YamlSection root = parse("size: lots\ninputs:\n  - paths: x\n    colour: red\nport: 99999\n");
    root.bytes("size", 0);
    root.integer("port", 1, 1, 65535);
    root.sections("inputs").forEach(input -> input.strings("paths"));
    assertThatThrownBy(root::check)
        .hasMessage(
            """
            t.yml:1:1: size: "lots" is not a size such as 512MB or 2GB
            t.yml:4:5: unknown key "inputs[0].colour"
            t.yml:5:1: port: "99999" is not a whole number from 1 to 65535""");
  }

  @Test
  void unknown_key_is_refused_with_the_nearest_known_one() {
    YamlSection root = parse("prots: 1\n");
    root.integer("ports", 0, 0, 1);
    assertThatThrownBy(root::check)
        .hasMessage("t.yml:1:1: unknown key \"prots\"; did you mean \"ports\"?");
  }

  @Test
  void variables_are_replaced_and_missing_ones_reported() {
    YamlSection root = parse("a: ${SET}\nb: x${NOT:d}\nc: ${NOT}\n");
    assertThat(root.string("a")).contains("7");
    assertThat(root.string("b")).contains("xd");
    root.string("c");
    assertThatThrownBy(root::check).hasMessageContaining("t.yml:3:4: c: ${NOT} is not set");
  }

  @Test
  void times_and_sizes_have_units() {
    YamlSection root = parse("t: 5m\nu: 30\ns: 2GB\n");
    assertThat(root.duration("t", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
    assertThat(root.duration("u", Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
    assertThat(root.bytes("s", 0)).isEqualTo(2L << 30);
    assertThat(root.duration("missing", Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void assignments_override_the_file() {
    YamlSection root = parse("ports:\n  beats: 5044\n");
    root.override("ports.beats=1");
    root.override("new.list=[a, b]");
    assertThat(root.section("ports").orElseThrow().integer("beats", 0, 0, 9)).isEqualTo(1);
    assertThat(root.section("new").orElseThrow().strings("list")).isEqualTo(List.of("a", "b"));
    assertThatThrownBy(() -> root.override("nonsense")).hasMessageContaining("key=value");
  }

  @Test
  void text_that_is_no_yaml_names_line_and_column() {
    assertThatThrownBy(() -> parse("a: [1\nb: 2\n")).hasMessageStartingWith("t.yml:2:");
    assertThatThrownBy(() -> parse("a: 1\na: 2\n").check()).hasMessageContaining("t.yml:2:");
    assertThatThrownBy(() -> YamlSection.read(Path.of("missing.yml"), key -> Optional.empty()))
        .hasMessage("missing.yml: no such file");
  }

  @FuzzTest(maxDuration = "60s")
  void any_text_is_read_or_refused(byte[] bytes) {
    try {
      YamlSection root = parse(new String(bytes, StandardCharsets.UTF_8));
      root.keys().forEach(root::map);
      root.check();
    } catch (ConfigurationException refused) {
      assertThat(refused.problems()).isNotEmpty();
    }
  }
}
