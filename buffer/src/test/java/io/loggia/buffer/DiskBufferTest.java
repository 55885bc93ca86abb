package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskBufferTest {
  private static final DiskBufferSettings SMALL =
      DiskBufferSettings.defaults()
          .withCapacityBytes(1 << 20)
          .withSegmentBytes(4096)
          .withMinFreeDiskBytes(0);

  @TempDir Path folder;

  @Test
  void events_come_out_as_they_went_in() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      Lease lease = buffer.read(100, Duration.ofSeconds(5)).orElseThrow();
      assertThat(numbers(lease)).isEqualTo(range(0, 10));
      assertThat(lease.batch().events().getFirst().timestamp()).isEqualTo(Instant.EPOCH);
      lease.done();
      assertThat(buffer.status().depthEvents()).isZero();
      assertThat(buffer.read(100, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void what_is_not_done_is_read_again_after_a_restart() throws Exception {
    try (DiskBuffer buffer = open()) {
      for (int i = 0; i < 100; i += 10) {
        buffer.accept(batch(i, i + 10));
      }
      buffer.read(20, Duration.ZERO).orElseThrow().done();
      buffer.read(20, Duration.ZERO).orElseThrow();
      buffer.read(20, Duration.ZERO).orElseThrow().done();
    }
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isEqualTo(80);
      assertThat(drain(buffer)).isEqualTo(range(20, 100));
    }
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isZero();
      assertThat(buffer.read(1, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void given_back_events_are_leased_again_first() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 5));
      buffer.accept(batch(5, 10));
      buffer.accept(batch(10, 15));
      Lease first = buffer.read(5, Duration.ZERO).orElseThrow();
      Lease second = buffer.read(5, Duration.ZERO).orElseThrow();
      second.close();
      first.close();
      first.done();
      assertThat(drain(buffer)).isEqualTo(range(0, 15));
    }
  }

  @Test
  void a_full_buffer_blocks_and_goes_on_when_there_is_room() throws Exception {
    DiskBufferSettings tiny = SMALL.withCapacityBytes(8192);
    try (DiskBuffer buffer = DiskBuffer.open(folder, tiny, new SimpleMeterRegistry())) {
      List<Integer> read = new ArrayList<>();
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 2000; i += 10) {
                        buffer.accept(batch(i, i + 10));
                      }
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      while (read.size() < 2000) {
        Lease lease = buffer.read(50, Duration.ofSeconds(10)).orElseThrow();
        read.addAll(numbers(lease));
        lease.done();
      }
      sender.join();
      assertThat(read).isEqualTo(range(0, 2000));
    }
  }

  @Test
  void a_closed_buffer_says_so() throws Exception {
    DiskBuffer buffer = open();
    buffer.close();
    assertThatThrownBy(() -> buffer.accept(batch(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> buffer.read(1, Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  private DiskBuffer open() throws IOException {
    return DiskBuffer.open(folder, SMALL, new SimpleMeterRegistry());
  }

  static Batch batch(int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Event event = new Event(Instant.EPOCH);
      event.set("number", (long) i);
      events.add(event);
    }
    return new Batch(events);
  }

  static List<Integer> range(int from, int to) {
    return java.util.stream.IntStream.range(from, to).boxed().toList();
  }

  static List<Integer> numbers(Lease lease) {
    return lease.batch().events().stream()
        .map(event -> ((Long) event.get("number")).intValue())
        .toList();
  }

  static List<Integer> drain(Buffer buffer) throws InterruptedException {
    List<Integer> all = new ArrayList<>();
    Optional<Lease> lease = buffer.read(7, Duration.ZERO);
    while (lease.isPresent()) {
      all.addAll(numbers(lease.get()));
      lease.get().done();
      lease = buffer.read(7, Duration.ZERO);
    }
    return all;
  }
}
