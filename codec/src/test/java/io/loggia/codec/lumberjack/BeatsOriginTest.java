package io.loggia.codec.lumberjack;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.event.Origin;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BeatsOriginTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"agent":{"id":"a","ephemeral_id":"e"},"log":{"offset":5,"file":{"fingerprint":"f","inode":"1","device_id":"2","path":"/p"}}} | a,fingerprint,f
          {"agent":{"ephemeral_id":"e"},"log":{"offset":5,"file":{"inode":"1","device_id":"2","path":"/p"}}} | e,inode,2,1
          {"host":{"name":"h"},"log":{"offset":5,"file":{"inode":"1","path":"/p"}}} | h,path,/p
          """)
  void filebeats_event_names_its_agent_file_and_offset(String json, String words)
      throws IOException {
    assertThat(BeatsOrigin.take(event(json))).contains(Origin.of(5L << 16, words.split(",")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"log\":7}",
        "{\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":-5,\"file\":{\"path\":\"/p\"}}}",
        "{\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":\"5\",\"file\":{\"path\":\"/p\"}}}",
        "{\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":5,\"file\":{}}}",
        "{\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":5}}",
        "{\"log\":{\"offset\":5,\"file\":{\"path\":\"/p\"}}}",
        "{\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":72057594037927936,\"file\":{\"path\":\"/p\"}}}"
      })
  void event_that_does_not_say_enough_has_none(String json) throws IOException {
    assertThat(BeatsOrigin.take(event(json))).isEmpty();
  }

  @Test
  void malformed_word_of_our_own_is_left_where_it_is() throws IOException {
    Event event = event("{}");
    event.metadata().put("origin", Map.of("source", "xyz", "position", 1L));
    assertThat(BeatsOrigin.take(event)).isEmpty();
    assertThat(event.metadata()).containsKey("origin");
  }

  @Test
  void new_line_at_the_offset_of_an_old_one_has_an_origin_of_its_own() throws IOException {
    Origin old = BeatsOrigin.take(line(5, "old")).orElseThrow();
    assertThat(BeatsOrigin.take(line(5, "old"))).contains(old);
    Origin young = BeatsOrigin.take(line(5, "new")).orElseThrow();
    assertThat(young.source()).isEqualTo(old.source());
    assertThat(young.position()).isNotEqualTo(old.position());
    assertThat(BeatsOrigin.take(line(6, "any")).orElseThrow().position())
        .isGreaterThan(old.position())
        .isGreaterThan(young.position());
  }

  private static Event line(long offset, String message) throws IOException {
    return event(
        "{\"message\":\"%s\",\"agent\":{\"id\":\"a\"},\"log\":{\"offset\":%d,\"file\":{\"path\":\"/p\"}}}"
            .formatted(message, offset));
  }

  @SuppressWarnings("unchecked")
  private static Event event(String json) throws IOException {
    return new Event((Map<String, Object>) EventJson.parse(json));
  }
}
