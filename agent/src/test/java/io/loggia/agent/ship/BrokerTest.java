package io.loggia.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerTest {
  @ParameterizedTest
  @CsvSource({
    "logs.example.com, logs.example.com, 5044",
    "logs:6000, logs, 6000",
    "127.0.0.1:1, 127.0.0.1, 1",
    "[::1], ::1, 5044",
    "[::1]:65535, ::1, 65535"
  })
  void host_and_port_are_read(String text, String host, int port) {
    assertThat(Broker.parse(text)).isEqualTo(new Broker(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":5044", "a:0", "a:65536", "a:b", "::1", "[::1", "http://a:1", "a:"})
  void anything_else_is_refused_by_name(String text) {
    assertThatThrownBy(() -> ShipSettings.to(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" names no broker");
  }

  @Test
  void settings_without_a_broker_are_refused() {
    assertThatThrownBy(() -> ShipSettings.to()).hasMessageContaining("no broker is named");
  }

  @Test
  void defaults_are_those_of_beats() {
    assertThat(ShipSettings.to("a"))
        .isEqualTo(
            new ShipSettings(
                List.of("a"),
                3,
                2048,
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                "0.1.0"));
  }

  @Test
  void pauses_double_up_to_the_longest_and_start_anew_after_a_reset() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(300));
    for (int round = 0; round < 2; round++) {
      assertThat(backoff.pause()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
      assertThat(backoff.pause()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
      assertThat(backoff.pause()).isBetween(Duration.ofMillis(150), Duration.ofMillis(300));
      assertThat(backoff.pause()).isBetween(Duration.ofMillis(150), Duration.ofMillis(300));
      backoff.reset();
    }
  }
}
