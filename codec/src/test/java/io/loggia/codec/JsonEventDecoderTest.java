package io.loggia.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.FieldPath;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonEventDecoderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T07:00:00Z");

  private final List<Flaw> flaws = new ArrayList<>();
  private final JsonEventDecoder decoder =
      new JsonEventDecoder(InstantSource.fixed(NOW), flaws::add);

  @Test
  void time_metadata_and_fields_go_to_their_places() {
    Event event =
        decode(
            "{\"@timestamp\":\"2026-01-02T03:04:05.678Z\",\"@metadata\":{\"beat\":\"filebeat\"},"
                + "\"message\":\"m\",\"log\":{\"offset\":7}}");
    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(event.metadata()).isEqualTo(Map.of("beat", "filebeat"));
    assertThat(event.get(FieldPath.parse("[log][offset]"))).isEqualTo(7L);
    assertThat(event.fields()).doesNotContainKey("@metadata").doesNotContainKey("tags");
    assertThat(flaws).isEmpty();
  }

  @Test
  void missing_time_is_now_without_blame() {
    Event event = decode("{\"a\":1}");
    assertThat(event.timestamp()).isEqualTo(NOW);
    assertThat(flaws).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "12", "{}", "\"2026-13-01T00:00:00Z\""})
  void unreadable_time_is_kept_beside_the_present_one(String time) throws Exception {
    Event event = decode("{\"@timestamp\":" + time + "}");
    assertThat(event.timestamp()).isEqualTo(NOW);
    assertThat(event.get("_@timestamp")).isEqualTo(EventJson.parse(time));
    assertThat(event.hasTag("_timestampparsefailure")).isTrue();
    assertThat(flaws).containsExactly(Flaw.NO_TIMESTAMP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain words", "[1]", "7", "null", "{\"a\":", "{\"a\":1} rest"})
  void what_is_no_json_object_becomes_the_message(String line) {
    Event event = decode(line);
    assertThat(event.get("message")).isEqualTo(line);
    assertThat(event.timestamp()).isEqualTo(NOW);
    assertThat(event.hasTag("_jsonparsefailure")).isTrue();
    assertThat(flaws).containsExactly(Flaw.NO_JSON);
  }

  @Test
  void bytes_that_are_no_utf8_are_replaced_inside_json() {
    Event event = decode("{\"message\":\"caf\u00e9 <\u00ff>\"}".getBytes(ISO_8859_1));
    assertThat(event.get("message")).isEqualTo("caf\ufffd <\ufffd>");
    assertThat(event.hasTag("_invalid_utf8")).isTrue();
    assertThat(flaws).containsExactly(Flaw.INVALID_UTF8);
  }

  @Test
  void bytes_that_are_neither_utf8_nor_json_have_both_flaws() {
    Event event = decode("caf\u00e9".getBytes(ISO_8859_1));
    assertThat(event.get("message")).isEqualTo("caf\ufffd");
    assertThat(flaws).containsExactly(Flaw.INVALID_UTF8, Flaw.NO_JSON);
  }

  @Test
  void replacement_character_that_was_sent_is_no_flaw() {
    byte[] bytes = "\ufffd".getBytes(UTF_8);
    new PlainLineDecoder(InstantSource.system(), flaws::add).decode(bytes, 0, bytes.length);
    assertThat(flaws).isEmpty();
  }

  @Test
  void metadata_that_is_no_object_is_dropped_with_its_reserved_name() {
    assertThat(decode("{\"@metadata\":5}").hasMetadata()).isFalse();
  }

  @Test
  void auto_takes_broken_json_for_a_plain_line() {
    AutoLineDecoder auto = new AutoLineDecoder(InstantSource.fixed(NOW), flaws::add);
    byte[] lines = "{\"a\":1}{braces} in a line".getBytes(UTF_8);
    assertThat(auto.decode(lines, 0, 7).get("a")).isEqualTo(1L);
    assertThat(auto.decode(lines, 7, lines.length - 7).get("message"))
        .isEqualTo("{braces} in a line");
    assertThat(flaws).isEmpty();
  }

  @FuzzTest(maxDuration = "60s")
  void any_bytes_become_an_event_that_can_be_written(byte[] bytes) throws Exception {
    Event event = decode(bytes);
    assertThat(event.timestamp()).isNotNull();
    EventJson.parse(EventJson.string(event));
  }

  private Event decode(String line) {
    return decode(line.getBytes(UTF_8));
  }

  private Event decode(byte[] line) {
    return decoder.decode(line, 0, line.length);
  }
}
