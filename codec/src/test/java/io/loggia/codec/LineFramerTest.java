package io.loggia.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LineFramerTest {
  private record Line(String text, long skipped) {}

  @Test
  void lines_end_at_lf_and_at_cr_lf() {
    assertThat(lines("a\nb\r\n\n\r\nc\rd\n", 100, 99))
        .extracting(Line::text)
        .containsExactly("a", "b", "", "", "c\rd");
  }

  @Test
  void last_line_may_lack_its_end() {
    assertThat(lines("a\nbc", 100, 2)).extracting(Line::text).containsExactly("a", "bc");
  }

  @Test
  void end_of_too_long_a_line_is_counted_and_the_next_line_is_whole() {
    for (int pieces = 1; pieces < 30; pieces++) {
      assertThat(lines("0123456789abcdef\r\nnext\n", 10, pieces))
          .as("in pieces of %d", pieces)
          .containsExactly(new Line("0123456789", 6), new Line("next", 0));
    }
  }

  @Test
  void line_of_exactly_the_longest_length_is_whole_whatever_its_end() {
    for (int pieces = 1; pieces < 30; pieces++) {
      assertThat(lines("0123456789\r\n0123456789\n0123456789", 10, pieces))
          .as("in pieces of %d", pieces)
          .containsExactly(
              new Line("0123456789", 0), new Line("0123456789", 0), new Line("0123456789", 0));
    }
  }

  @Test
  void too_long_a_line_is_cut_between_characters() {
    byte[] bytes = "aé€😀😀".getBytes(UTF_8);
    LineFramer framer = new LineFramer(9);
    framer.feed(bytes, 0, bytes.length);
    framer.end();
    assertThat(framer.next()).isTrue();
    assertThat(new String(framer.bytes(), framer.offset(), framer.length(), UTF_8))
        .isEqualTo("aé€");
    assertThat(framer.skipped()).isEqualTo(8);
  }

  @Test
  void feeding_before_all_lines_are_taken_is_refused() {
    LineFramer framer = new LineFramer(10);
    framer.feed(new byte[] {'a', '\n', 'b', '\n'}, 0, 4);
    assertThat(framer.next()).isTrue();
    assertThatThrownBy(() -> framer.feed(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Property
  void pieces_do_not_matter(
      @ForAll("texts") String text,
      @ForAll @IntRange(min = 1, max = 20) int longest,
      @ForAll @IntRange(min = 1, max = 50) int pieces) {
    assertThat(lines(text, longest, pieces)).isEqualTo(expected(text, longest));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab\r\n").ofMaxLength(60);
  }

  @FuzzTest(maxDuration = "60s")
  void no_byte_is_lost_without_a_count(byte[] bytes) {
    LineFramer framer = new LineFramer(7);
    long seen = 0;
    int pieces = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0x1f);
    for (int at = 0; at < bytes.length; at += pieces) {
      framer.feed(bytes, at, Math.min(pieces, bytes.length - at));
      while (framer.next()) {
        seen += framer.length() + framer.skipped();
        assertThat(framer.length()).isBetween(0, 7);
      }
    }
    framer.end();
    while (framer.next()) {
      seen += framer.length() + framer.skipped();
    }
    String text = new String(bytes, ISO_8859_1);
    assertThat(seen).isEqualTo(String.join("", split(text)).length());
  }

  private static List<Line> lines(String text, int longest, int pieces) {
    byte[] bytes = text.getBytes(UTF_8);
    LineFramer framer = new LineFramer(longest);
    List<Line> lines = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += pieces) {
      // A copy, spoiled afterwards: the framer must not look back into a piece.
      byte[] piece = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieces));
      framer.feed(piece, 0, piece.length);
      take(framer, lines);
      java.util.Arrays.fill(piece, (byte) '#');
    }
    framer.end();
    take(framer, lines);
    return lines;
  }

  private static void take(LineFramer framer, List<Line> lines) {
    while (framer.next()) {
      lines.add(
          new Line(
              new String(framer.bytes(), framer.offset(), framer.length(), UTF_8),
              framer.skipped()));
    }
  }

  private static List<Line> expected(String text, int longest) {
    return split(text).stream()
        .map(
            line ->
                new Line(
                    line.substring(0, Math.min(longest, line.length())),
                    Math.max(0, line.length() - longest)))
        .toList();
  }

  private static List<String> split(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    return lines;
  }
}
