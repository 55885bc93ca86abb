package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what is particular to the disk, on the file system of this machine. */
final class DiskBufferTest extends BufferContract {
  private static final DiskBufferSettings SMALL =
      DiskBufferSettings.defaults()
          .withCapacityBytes(1 << 20)
          .withSegmentBytes(4096)
          .withMinFreeDiskBytes(0);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @TempDir Path folder;

  @Override
  DiskBuffer open() throws IOException {
    return DiskBuffer.open(folder, SMALL, metrics);
  }

  @Test
  void defaults_are_a_gigabyte_in_segments_of_64_megabytes() {
    DiskBufferSettings defaults = DiskBufferSettings.defaults();
    assertThat(defaults.capacityBytes()).isEqualTo(1L << 30);
    assertThat(defaults.segmentBytes()).isEqualTo(64L << 20);
    assertThat(defaults.minFreeDiskBytes()).isEqualTo(256L << 20);
  }

  @Test
  void large_events_come_few_at_a_time() throws Exception {
    DiskBufferSettings large = SMALL.withCapacityBytes(1 << 30).withSegmentBytes(64 << 20);
    try (DiskBuffer buffer = DiskBuffer.open(folder, large, metrics)) {
      for (int i = 0; i < 10; i++) {
        Event event = new Event(Instant.EPOCH);
        event.set("message", "x".repeat(3 << 20));
        buffer.accept(Batch.of(event));
      }
      List<Integer> sizes = new ArrayList<>();
      for (int taken = 0; taken < 10; taken += sizes.getLast()) {
        try (Lease given = buffer.read(1000, SOON).orElseThrow()) {
          assertThat(given.batch().size()).isEqualTo(2);
        }
        Lease lease = buffer.read(1000, SOON).orElseThrow();
        sizes.add(lease.batch().size());
        lease.done();
      }
      assertThat(sizes).containsOnly(2);
    }
  }

  @Test
  void a_full_buffer_blocks_and_goes_on_when_there_is_room() throws Exception {
    try (DiskBuffer buffer = DiskBuffer.open(folder, SMALL.withCapacityBytes(8192), metrics)) {
      Thread sender =
          start(
              () -> {
                for (int i = 0; i < 2000; i += 10) {
                  buffer.accept(batch(i, i + 10));
                }
              });
      await(() -> buffer.status().full());
      assertThat(buffer.status().trouble().orElseThrow()).contains("capacity of 8192 bytes");
      assertThat(metrics.get("loggia.buffer.capacity.bytes").gauge().value()).isEqualTo(8192);
      assertThat(folderBytes()).isLessThanOrEqualTo(8192 + 4096 + 40);
      List<Integer> read = new ArrayList<>();
      while (read.size() < 2000) {
        Lease lease = buffer.read(50, SOON).orElseThrow();
        read.addAll(numbers(lease));
        lease.done();
      }
      sender.join();
      assertThat(read).isEqualTo(range(0, 2000));
      assertThat(buffer.status().full()).isFalse();
      assertThat(metrics.counter("loggia.buffer.full.seconds").count()).isPositive();
    }
  }

  @Test
  void a_batch_larger_than_the_buffer_goes_into_an_empty_one() throws Exception {
    try (DiskBuffer buffer = DiskBuffer.open(folder, SMALL.withCapacityBytes(1000), metrics)) {
      buffer.accept(batch(0, 5000));
      assertThat(drain(buffer)).isEqualTo(range(0, 5000));
      buffer.accept(batch(0, 5000));
      assertThat(drain(buffer)).isEqualTo(range(0, 5000));
    }
  }

  @Test
  void an_interrupted_sender_leaves_nothing_behind() throws Exception {
    try (DiskBuffer buffer = DiskBuffer.open(folder, SMALL.withCapacityBytes(1000), metrics)) {
      buffer.accept(batch(0, 100));
      AtomicReference<String> outcome = new AtomicReference<>("none");
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      buffer.accept(batch(100, 200));
                      outcome.set("acknowledged");
                    } catch (InterruptedException e) {
                      outcome.set("interrupted");
                    }
                  });
      await(() -> buffer.status().full());
      sender.interrupt();
      sender.join();
      assertThat(outcome).hasValue("interrupted");
      Lease lease = buffer.read(1000, SOON).orElseThrow();
      assertThat(numbers(lease)).isEqualTo(range(0, 100));
      lease.done();
      buffer.accept(batch(200, 210));
      assertThat(drain(buffer)).isEqualTo(range(200, 210));
    }
  }

  @Test
  void closing_frees_senders_that_wait_for_room() throws Exception {
    DiskBuffer buffer = DiskBuffer.open(folder, SMALL.withCapacityBytes(1000), metrics);
    buffer.accept(batch(0, 100));
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    buffer.accept(batch(100, 200));
                  } catch (InterruptedException | IllegalStateException e) {
                    outcome.set(e);
                  }
                });
    await(() -> buffer.status().full());
    buffer.close();
    sender.join();
    assertThat(outcome.get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_reader_that_is_interrupted_does_not_hurt_the_others() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      Thread.currentThread().interrupt();
      try {
        buffer.read(1, SOON);
      } catch (InterruptedException e) {
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
      }
      assertThat(drain(buffer)).isEqualTo(range(0, 10));
    }
  }

  @Test
  void committed_segments_are_deleted_and_no_thread_outlives_the_buffer() throws Exception {
    try (DiskBuffer buffer = open()) {
      for (int i = 0; i < 2000; i += 10) {
        buffer.accept(batch(i, i + 10));
      }
      assertThat(segments()).hasSizeGreaterThan(3);
      assertThat(drain(buffer)).hasSize(2000);
      await(() -> segments().size() <= 1);
    }
    assertThat(segments()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("loggia-buffer"));
  }

  @Test
  void garbage_in_the_folder_does_not_hinder_the_start() throws Exception {
    Files.writeString(folder.resolve("00000000000000000007.segment"), "x".repeat(5000));
    Files.writeString(folder.resolve("00000000000000000009.segment"), "");
    Files.writeString(folder.resolve("99999999999999999999-7.segment"), "LGR1");
    Files.createDirectory(folder.resolve("00000000000000000003.segment"));
    Files.writeString(folder.resolve("notes.txt"), "not the buffer's");
    Files.write(folder.resolve("commit"), new byte[9000]);
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 3));
      assertThat(drain(buffer)).isEqualTo(range(0, 3));
      assertThat(buffer.status().corruptRecords()).isEqualTo(1);
    }
    assertThat(folder.resolve("notes.txt")).exists();
    assertThat(folder.resolve("quarantine")).isDirectoryContaining("glob:**.bad");
  }

  @Test
  void status_and_metrics_tell_depth_and_age() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    DiskBufferSettings settings = SMALL.withClock(now::get);
    try (DiskBuffer buffer = DiskBuffer.open(folder, settings, metrics)) {
      assertThat(buffer.status().oldestAge()).isEmpty();
      buffer.accept(batch(0, 3));
      now.set(Instant.EPOCH.plusSeconds(60));
      buffer.accept(batch(3, 5));
      assertThat(buffer.status().oldestAge()).contains(Duration.ofSeconds(60));
      assertThat(metrics.get("loggia.buffer.age.seconds").gauge().value()).isEqualTo(60);
      assertThat(metrics.get("loggia.buffer.depth.events").gauge().value()).isEqualTo(5);
      assertThat(metrics.get("loggia.buffer.depth.bytes").gauge().value()).isPositive();
      buffer.read(3, SOON).orElseThrow().done();
      assertThat(buffer.status().oldestAge()).contains(Duration.ZERO);
      assertThat(metrics.get("loggia.buffer.committed.events").functionCounter().count())
          .isEqualTo(3);
      assertThat(metrics.counter("loggia.buffer.appended.events").count()).isEqualTo(5);
      assertThat(metrics.counter("loggia.buffer.fsyncs").count()).isPositive();
    }
  }

  @Test
  void a_buffer_that_is_opened_again_is_the_one_that_is_measured() throws Exception {
    open().close();
    assertThat(metrics.find("loggia.buffer.depth.events").gauge()).isNull();
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 3));
      assertThat(metrics.get("loggia.buffer.depth.events").gauge().value()).isEqualTo(3);
    }
  }

  @Test
  void senders_share_an_fsync() throws Exception {
    try (DiskBuffer buffer = open()) {
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        senders.add(start(() -> buffer.accept(batch(number, number + 1))));
      }
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(drain(buffer)).hasSize(200);
      assertThat(metrics.counter("loggia.buffer.fsyncs").count()).isLessThan(203);
    }
  }

  @Test
  void a_large_event_is_no_problem() throws Exception {
    try (DiskBuffer buffer = DiskBuffer.open(folder, DiskBufferSettings.defaults(), metrics)) {
      Event large = new Event(Instant.EPOCH);
      large.set("message", "m".repeat(9 << 20));
      buffer.accept(Batch.of(large));
      Optional<Lease> lease = buffer.read(1, SOON);
      assertThat(lease.orElseThrow().batch().events().getFirst().fields())
          .isEqualTo(large.fields());
    }
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".segment")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long folderBytes() {
    return segments().stream().mapToLong(file -> file.toFile().length()).sum();
  }
}
