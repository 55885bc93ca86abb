package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every kind of buffer does; a kind's own test extends this. */
abstract class BufferContract {
  static final Duration SOON = Duration.ofSeconds(20);

  /** Opens the buffer, the same one each time within a test, empty at first. */
  abstract Buffer open() throws Exception;

  @Test
  void events_come_out_as_they_went_in() throws Exception {
    try (Buffer buffer = open()) {
      buffer.accept(batch(0, 10));
      Lease lease = buffer.read(100, SOON).orElseThrow();
      assertThat(numbers(lease)).isEqualTo(range(0, 10));
      assertThat(lease.batch().events().getFirst().timestamp()).isEqualTo(Instant.EPOCH);
      assertThat(buffer.status().depthEvents()).isEqualTo(10);
      lease.done();
      assertThat(buffer.status().depthEvents()).isZero();
      assertThat(buffer.read(100, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void an_empty_batch_is_nothing() throws Exception {
    try (Buffer buffer = open()) {
      buffer.accept(new Batch(List.of()));
      assertThat(buffer.read(1, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void what_is_not_done_is_read_again_after_a_restart() throws Exception {
    try (Buffer buffer = open()) {
      for (int i = 0; i < 100; i += 10) {
        buffer.accept(batch(i, i + 10));
      }
      buffer.read(20, SOON).orElseThrow().done();
      buffer.read(20, SOON).orElseThrow();
      buffer.read(20, SOON).orElseThrow().done();
    }
    try (Buffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isEqualTo(80);
      assertThat(drain(buffer)).isEqualTo(range(20, 100));
    }
    try (Buffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isZero();
      assertThat(buffer.read(1, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void given_back_events_are_leased_again_in_order() throws Exception {
    try (Buffer buffer = open()) {
      buffer.accept(batch(0, 5));
      buffer.accept(batch(5, 10));
      buffer.accept(batch(10, 15));
      Lease first = buffer.read(5, SOON).orElseThrow();
      Lease second = buffer.read(5, SOON).orElseThrow();
      second.batch().events().clear();
      second.close();
      first.close();
      first.done();
      assertThat(drain(buffer)).isEqualTo(range(0, 15));
    }
  }

  @Test
  void an_event_keeps_its_origin_or_gets_one_that_stays() throws Exception {
    Set<Origin> origins = new HashSet<>();
    try (Buffer buffer = open()) {
      Batch own = batch(0, 1);
      own.events().getFirst().origin(new Origin(5, 17));
      buffer.accept(own);
      buffer.accept(batch(1, 4));
      Lease lease = buffer.read(100, SOON).orElseThrow();
      lease.batch().events().forEach(event -> origins.add(event.origin()));
      assertThat(origins).hasSize(4).contains(new Origin(5, 17)).doesNotContainNull();
    }
    try (Buffer buffer = open()) {
      Lease again = buffer.read(100, SOON).orElseThrow();
      assertThat(again.batch().events()).allMatch(event -> origins.contains(event.origin()));
      again.done();
      buffer.accept(batch(4, 6));
      Lease later = buffer.read(100, SOON).orElseThrow();
      assertThat(later.batch().events()).noneMatch(event -> origins.contains(event.origin()));
    }
  }

  @Test
  void many_senders_and_workers_lose_and_double_nothing() throws Exception {
    int senders = 8;
    int each = 300;
    ConcurrentLinkedQueue<Integer> read = new ConcurrentLinkedQueue<>();
    try (Buffer buffer = open()) {
      List<Thread> threads = new ArrayList<>();
      for (int s = 0; s < senders; s++) {
        int from = s * each;
        threads.add(
            start(
                () -> {
                  for (int i = from; i < from + each; i += 10) {
                    buffer.accept(batch(i, i + 10));
                  }
                }));
      }
      for (int w = 0; w < 3; w++) {
        threads.add(
            start(
                () -> {
                  while (read.size() < senders * each) {
                    Optional<Lease> lease = buffer.read(25, Duration.ofMillis(20));
                    if (lease.isPresent()) {
                      read.addAll(numbers(lease.get()));
                      lease.get().done();
                    }
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(read).hasSize(senders * each).doesNotHaveDuplicates();
      assertThat(buffer.status().depthEvents()).isZero();
    }
  }

  @Test
  void a_reader_that_waits_is_woken_by_an_event_and_by_the_end() throws Exception {
    Buffer buffer = open();
    ConcurrentLinkedQueue<Optional<Lease>> answers = new ConcurrentLinkedQueue<>();
    Thread reader = start(() -> answers.add(buffer.read(1, SOON)));
    buffer.accept(batch(0, 1));
    reader.join();
    assertThat(answers.remove()).isPresent();
    Thread last = start(() -> answers.add(buffer.read(1, Duration.ofDays(1))));
    await(() -> last.getState() == Thread.State.TIMED_WAITING);
    buffer.close();
    last.join();
    assertThat(answers.remove()).isEmpty();
  }

  @Test
  void a_closed_buffer_says_so() throws Exception {
    Buffer buffer = open();
    buffer.close();
    buffer.close();
    assertThatThrownBy(() -> buffer.accept(batch(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> buffer.read(1, Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  interface Work {
    void run() throws InterruptedException;
  }

  static Thread start(Work work) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
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
    return IntStream.range(from, to).boxed().toList();
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
