package io.loggia.codec.lumberjack;

import static io.loggia.codec.lumberjack.Frames.frames;
import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.lumberjack.LumberjackFrame.Data;
import io.loggia.codec.lumberjack.LumberjackFrame.Window;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LumberjackWriterTest {
  private static final Map<String, Object> BEAT = Map.of("beat", "loggia");

  @Test
  void small_window_is_written_plain_byte_for_byte() throws IOException {
    Event event = event("hé");
    event.origin(new Origin(255, 42));
    assertThat(write(3, 1000, List.of(event)))
        .isEqualTo(
            frames()
                .window(1)
                .json(
                    1,
                    "{\"@metadata\":{\"beat\":\"loggia\",\"origin\":{\"source\":"
                        + "\"00000000000000ff\",\"position\":42}},"
                        + "\"@timestamp\":\"1970-01-01T00:00:00.000Z\",\"message\":\"hé\"}")
                .bytes());
  }

  @Property(tries = 200)
  void what_is_written_is_read(
      @ForAll @Size(max = 40) List<String> messages,
      @ForAll @IntRange(min = 0, max = 9) int level,
      @ForAll @IntRange(min = 0, max = 3000) int padding)
      throws IOException {
    List<Event> events = new ArrayList<>();
    for (String message : messages) {
      Event event = event(message + "x".repeat(padding));
      event.origin(new Origin(message.hashCode(), events.size()));
      event.metadata().put("pipeline", "p");
      events.add(event);
    }
    List<LumberjackFrame> read = read(write(level, 1 << 20, events));
    assertThat(read.removeFirst()).isEqualTo(new Window(2, events.size()));
    assertThat(read).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      Data data = (Data) read.get(i);
      assertThat(data.sequence()).isEqualTo(i + 1);
      assertThat(data.event().fields()).isEqualTo(events.get(i).fields());
      assertThat(data.event().origin()).isEqualTo(events.get(i).origin());
      assertThat(data.event().metadata()).isEqualTo(Map.of("beat", "loggia", "pipeline", "p"));
    }
  }

  @Test
  void window_is_compressed_as_one_frame() throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      events.add(event("line " + i + " " + "x".repeat(200)));
    }
    byte[] bytes = write(3, 1 << 20, events);
    assertThat(bytes.length).isLessThan(100_000);
    assertThat(bytes)
        .startsWith(frames().window(2000).ascii("2C").number(bytes.length - 12).bytes());
    assertThat(read(bytes)).hasSize(2001);
  }

  @Test
  void window_holds_what_is_told_and_less_of_large_events() throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      events.add(event("x".repeat(1 << 20)));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LumberjackWriter writer = new LumberjackWriter(out, 3, 2 << 20, BEAT)) {
      assertThat(writer.prepare(events, 3)).isEqualTo(3);
      assertThat(writer.prepare(events, 2048)).isEqualTo(4);
      writer.send();
      assertThat(writer.prepare(events.subList(4, 5), 2048)).isEqualTo(1);
      writer.send();
    }
    List<LumberjackFrame> read = read(out.toByteArray());
    assertThat(read).hasSize(1 + 4 + 1 + 1);
    assertThat(read.get(5)).isEqualTo(new Window(2, 1));
  }

  @Test
  void event_too_large_for_a_frame_loses_the_end_of_its_message_and_says_so() throws IOException {
    Event large = event("\u0001".repeat(5000));
    large.origin(new Origin(1, 2));
    large.set("host", "web-1");
    Event larger = event("\u0001".repeat(5000));
    larger.set("stack", "y".repeat(5000));
    larger.metadata().put("large", "z".repeat(5000));
    List<LumberjackFrame> read = read(write(0, 2000, List.of(large, larger, event("next"))));
    Event shortened = ((Data) read.get(1)).event();
    assertThat(shortened.get("message")).asString().startsWith("\u0001").hasSize(166);
    assertThat(shortened.get("host")).isEqualTo("web-1");
    assertThat(shortened.origin()).isEqualTo(new Origin(1, 2));
    assertThat(shortened.hasTag("_truncated")).isTrue();
    Event bare = ((Data) read.get(2)).event();
    assertThat(bare.fields()).containsOnlyKeys("@timestamp", "message", "tags");
    assertThat(((Data) read.get(3)).event().get("message")).isEqualTo("next");
    assertThat(large.get("message")).asString().hasSize(5000);
  }

  @Test
  void acknowledgement_is_six_bytes() throws IOException {
    LumberjackAck ack = new LumberjackAck(2, 0xffff_fffeL);
    byte[] bytes = frames().ascii("2A").number(0xffff_fffeL).bytes();
    assertThat(ack.bytes()).isEqualTo(bytes);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    assertThat(LumberjackAck.read(in.read(), in)).isEqualTo(ack);
  }

  private static Event event(String message) {
    Event event = new Event(Instant.EPOCH);
    event.set("message", message);
    return event;
  }

  private static byte[] write(int level, int largest, List<Event> events) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LumberjackWriter writer = new LumberjackWriter(out, level, largest, BEAT)) {
      assertThat(writer.prepare(events, Integer.MAX_VALUE)).isEqualTo(events.size());
      writer.send();
    }
    return out.toByteArray();
  }

  private static List<LumberjackFrame> read(byte[] bytes) throws IOException {
    List<LumberjackFrame> frames = new ArrayList<>();
    try (LumberjackReader reader =
        new LumberjackReader(
            new ByteArrayInputStream(bytes),
            LumberjackLimits.DEFAULT,
            new JsonEventDecoder(InstantSource.system(), flaw -> {}))) {
      for (Optional<LumberjackFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(next.get());
      }
    }
    return frames;
  }
}
