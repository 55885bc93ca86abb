package io.loggia.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.console.search.SearchResult.Hit;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class LineFormatTest {
  private static final Map<String, Object> SOURCE =
      Map.of(
          "@timestamp", "2026-11-20T07:09:05.123Z",
          "host", Map.of("name", "web-1"),
          "log.level", "ERROR",
          "log", Map.of("file", Map.of("path", "/var/log/app.log")),
          "message", "disk\tis full\nsecond line");

  @Test
  void line_has_time_place_level_and_message() {
    assertThat(new LogLine(ZoneOffset.UTC, false).line(hit(SOURCE)))
        .isEqualTo(
            "2026-11-20T07:09:05.123Z web-1:/var/log/app.log ERROR disk\tis full\nsecond line");
    assertThat(new LogLine(ZoneId.of("Europe/Vienna"), false).line(hit(SOURCE)))
        .startsWith("2026-11-20T08:09:05.123+01:00 ");
  }

  @Test
  void only_a_terminal_gets_colours() {
    assertThat(new LogLine(ZoneOffset.UTC, true).line(hit(SOURCE)))
        .contains("\u001b[31mERROR\u001b[0m");
    assertThat(new LogLine(ZoneOffset.UTC, false).line(hit(SOURCE))).doesNotContain("\u001b");
  }

  @Test
  void event_without_a_message_is_shown_whole() {
    assertThat(new LogLine(ZoneOffset.UTC, false).line(hit(Map.of("a", 1L))))
        .isEqualTo("- {\"a\":1}");
  }

  @Test
  void columns_stay_columns() {
    LineFormat format =
        LineFormat.columns(List.of("_id", "host.name", "none", "log.level", "message"));
    assertThat(format.line(hit(SOURCE)))
        .isEqualTo("id\tweb-1\t\tERROR\tdisk\\tis full\\nsecond line");
  }

  @Test
  void control_characters_cannot_steer_a_terminal() {
    Map<String, Object> source = Map.of("message", "\u001b]0;owned\u0007 \u202ecod \u009b31m\r");
    assertThat(new LogLine(ZoneOffset.UTC, false).line(hit(source)))
        .isEqualTo("- ^[]0;owned^G <U+202E>cod <U+009B>31m^M");
  }

  @Property
  void any_text_is_printed_without_control_characters(@ForAll String text) {
    assertThat(Printable.text(text).chars())
        .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
  }

  private static Hit hit(Map<String, Object> source) {
    return new Hit("logs", "id", source);
  }
}
