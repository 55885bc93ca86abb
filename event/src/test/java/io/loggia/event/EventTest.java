package io.loggia.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTest {
  private final Event event = new Event(Instant.EPOCH);

  @Test
  void nested_fields_are_made_on_the_way() {
    event.set(FieldPath.parse("[a][b][c]"), 1L);
    assertThat(EventJson.string(event))
        .isEqualTo("{\"@timestamp\":\"1970-01-01T00:00:00.000Z\",\"a\":{\"b\":{\"c\":1}}}");
    assertThat(event.get(FieldPath.parse("[a][b][c]"))).isEqualTo(1L);
    assertThat(event.get(FieldPath.parse("[a][x][c]"))).isNull();
  }

  @Test
  void changing_a_shared_map_changes_one_event_only() {
    Map<String, Object> host = Event.shared(Map.of("name", "web-1"));
    Event other = new Event(Instant.EPOCH);
    event.set("host", host);
    other.set("host", host);
    event.set(FieldPath.parse("[host][name]"), "renamed");
    other.remove(FieldPath.parse("[host][missing]"));
    assertThat(event.get(FieldPath.parse("[host][name]"))).isEqualTo("renamed");
    assertThat(other.get(FieldPath.parse("[host][name]"))).isEqualTo("web-1");
    assertThat(other.get("host")).isSameAs(host);
  }

  @Test
  void list_elements_are_reached_by_index() {
    event.set("list", new ArrayList<>(List.of("x", new LinkedHashMap<>(Map.of("k", "v")))));
    assertThat(event.get(FieldPath.parse("[list][0]"))).isEqualTo("x");
    assertThat(event.get(FieldPath.parse("[list][-2]"))).isEqualTo("x");
    assertThat(event.get(FieldPath.parse("[list][1][k]"))).isEqualTo("v");
    assertThat(event.get(FieldPath.parse("[list][7]"))).isNull();
    event.set(FieldPath.parse("[list][0]"), "y");
    assertThat(event.remove(FieldPath.parse("[list][0]"))).isEqualTo("y");
    assertThat((List<?>) event.get("list")).hasSize(1);
  }

  @Test
  void metadata_is_never_written() {
    event.set(FieldPath.parse("[@metadata][target]"), "x");
    assertThat(event.get(FieldPath.parse("[@metadata][target]"))).isEqualTo("x");
    assertThat(event.contains(FieldPath.parse("[@metadata][target]"))).isTrue();
    assertThat(EventJson.string(event)).doesNotContain("target");
  }

  @Test
  void null_value_is_contained_and_a_missing_one_is_not() {
    event.set("n", null);
    assertThat(event.contains(FieldPath.parse("n"))).isTrue();
    assertThat(event.contains(FieldPath.parse("[n][x]"))).isFalse();
    assertThat(event.contains(FieldPath.parse("m"))).isFalse();
  }

  @Test
  void copy_is_deep() {
    event.set(FieldPath.parse("[a][b]"), "original");
    Event copy = event.copy();
    copy.set(FieldPath.parse("[a][b]"), "changed");
    assertThat(event.get(FieldPath.parse("[a][b]"))).isEqualTo("original");
  }

  @Test
  void tags_are_not_deduplicated_and_a_single_tag_becomes_a_list() {
    event.set("tags", "one");
    event.addTag("two");
    event.addTag("two");
    assertThat(event.get("tags")).isEqualTo(List.of("one", "two", "two"));
    assertThat(event.hasTag("two")).isTrue();
  }

  @Test
  void origin_is_set_once() {
    event.origin(new Origin(1, 2));
    event.origin(new Origin(1, 2));
    assertThatThrownBy(() -> event.origin(new Origin(1, 3)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void composite_references_flatten() {
    assertThat(FieldPath.parse("[[a][b]][c]").segments()).containsExactly("a", "b", "c");
    assertThat(FieldPath.parse("a.b").segments()).containsExactly("a.b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "[a", "a[b]", "[a]b", "[a]]", "[a[b]]", "]a["})
  void malformed_references_are_refused(String reference) {
    assertThat(FieldPath.tryParse(reference)).isEmpty();
  }
}
