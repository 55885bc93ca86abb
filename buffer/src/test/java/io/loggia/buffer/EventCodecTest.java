package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class EventCodecTest {
  private final EventEncoder encoder = new EventEncoder(1 << 16, 1000);

  @Property(tries = 500)
  void every_event_comes_back_as_it_was(@ForAll Random random) throws Exception {
    List<Event> events = new ArrayList<>();
    int count = random.nextInt(1, 40);
    for (int i = 0; i < count; i++) {
      events.add(EventGenerators.event(random));
    }
    List<Event> back = roundTrip(events);
    assertThat(back).hasSize(count);
    for (int i = 0; i < count; i++) {
      Event before = events.get(i);
      Event after = back.get(i);
      assertThat(after.fields()).isEqualTo(before.fields());
      assertThat(new ArrayList<>(after.fields().keySet()))
          .isEqualTo(new ArrayList<>(before.fields().keySet()));
      assertThat(after.hasMetadata()).isEqualTo(before.hasMetadata());
      assertThat(after.metadata()).isEqualTo(before.metadata());
      assertThat(after.origin())
          .isEqualTo(before.origin() == null ? new Origin(77, 1000 + i) : before.origin());
    }
  }

  @Property(tries = 2000)
  void damaged_bytes_give_events_or_an_error(@ForAll Random random) {
    List<EncodedRecord> records =
        encoder.encode(List.of(EventGenerators.event(random), EventGenerators.event(random)));
    byte[] bytes = records.getFirst().payload;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(EventDecoder.decode(bytes, random.nextInt(bytes.length + 1), 2, 1, 1)).hasSize(2);
    } catch (CorruptRecordException expected) {
      assertThat(expected).hasMessageMatching(".+");
    }
  }

  @Test
  void repeated_strings_and_shared_maps_are_the_same_instances() throws Exception {
    Map<String, Object> host = Event.shared(Map.of("name", "web-1"));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Event event = new Event(Instant.EPOCH);
      event.set("host", host);
      event.set("path", new String("/var/log/app.log"));
      events.add(event);
    }
    List<Event> back = roundTrip(events);
    assertThat(back.get(2).get("host")).isSameAs(back.get(0).get("host")).isEqualTo(host);
    assertThat(Event.isShared((Map<?, ?>) back.get(0).get("host"))).isTrue();
    assertThat(back.get(2).get("path")).isSameAs(back.get(0).get("path"));
    assertThat(encoder.encode(events).getFirst().payload.length)
        .isLessThan(encoder.encode(events.subList(0, 1)).getFirst().payload.length + 2 * 16);
  }

  @Test
  void large_batches_become_records_of_bounded_size() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      Event event = new Event(Instant.EPOCH);
      event.set("message", i + "x".repeat(i == 100 ? 200_000 : 100));
      events.add(event);
    }
    List<EncodedRecord> records = encoder.encode(events);
    assertThat(records).hasSizeGreaterThan(5);
    assertThat(records.stream().filter(record -> record.payload.length > 1 << 16)).hasSize(1);
    assertThat(records).allMatch(record -> record.events <= 1000);
    assertThat(roundTrip(events)).hasSize(5000);
  }

  @Test
  void values_too_deep_are_cut_and_everything_else_is_kept() throws Exception {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    Event event = new Event(Instant.EPOCH);
    event.set("deep", deep);
    event.set("kept", 1L);
    assertThat(roundTrip(List.of(event)).getFirst().get("kept")).isEqualTo(1L);
  }

  @Test
  void numbers_of_other_classes_are_kept_as_their_values() throws Exception {
    Map<String, Object> odd = new LinkedHashMap<>();
    odd.put("int", 7);
    odd.put("float", 0.5f);
    odd.put("text", new StringBuilder("abc"));
    assertThat(roundTrip(List.of(new Event(odd))).getFirst().fields())
        .containsEntry("int", 7L)
        .containsEntry("float", 0.5)
        .containsEntry("text", "abc");
  }

  @Test
  void announced_sizes_are_held_against_the_bytes_that_are_there() {
    byte[] bomb = {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
    assertThatThrownBy(() -> EventDecoder.decode(bomb, bomb.length, 1, 1, 1))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("announced");
  }

  private List<Event> roundTrip(List<Event> events) throws CorruptRecordException {
    List<Event> all = new ArrayList<>();
    for (EncodedRecord record : encoder.encode(events)) {
      all.addAll(
          EventDecoder.decode(
              record.payload, record.payload.length, record.events, 77, 1000 + all.size()));
    }
    return all;
  }
}
