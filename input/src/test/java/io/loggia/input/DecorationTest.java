package io.loggia.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DecorationTest {
  private final Event event = new Event(Instant.EPOCH);

  @Test
  void field_that_is_there_becomes_a_list() {
    event.set("env", "own");
    Decoration decoration =
        new Decoration(
            Optional.empty(),
            List.of(),
            Map.of(FieldPath.parse("env"), "prod", FieldPath.parse("[a][b]"), 1L));
    decoration.accept(event);
    decoration.accept(event);
    assertThat(event.get("env")).isEqualTo(List.of("own", "prod", "prod"));
    assertThat(event.get(FieldPath.parse("[a][b]"))).isEqualTo(List.of(1L, 1L));
  }

  @Test
  void type_of_its_own_is_kept() {
    Decoration decoration = new Decoration(Optional.of("web"), List.of("t"), Map.of());
    decoration.accept(event);
    assertThat(event.get("type")).isEqualTo("web");
    new Decoration(Optional.of("other"), List.of(), Map.of()).accept(event);
    assertThat(event.get("type")).isEqualTo("web");
    assertThat(event.get("tags")).isEqualTo(List.of("t"));
  }
}
