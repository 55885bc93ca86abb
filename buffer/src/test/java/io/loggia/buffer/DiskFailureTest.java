package io.loggia.buffer;

import static io.loggia.buffer.BufferContract.SOON;
import static io.loggia.buffer.BufferContract.await;
import static io.loggia.buffer.BufferContract.batch;
import static io.loggia.buffer.BufferContract.drain;
import static io.loggia.buffer.BufferContract.numbers;
import static io.loggia.buffer.BufferContract.range;
import static io.loggia.buffer.BufferContract.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What failing disks and damaged bytes cost, rule by rule, on a disk in memory. */
final class DiskFailureTest {
  private static final Path FOLDER = Path.of("/buffer");
  private static final Path COMMIT = FOLDER.resolve("commit");
  private static final Path FIRST = FOLDER.resolve("00000000000000000000.segment");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final MemoryDisk disk = new MemoryDisk();

  @Test
  void torn_last_record_is_cut_and_counted() throws Exception {
    fill(3);
    byte[] whole = disk.content(FIRST);
    disk.content(FIRST, Arrays.copyOf(whole, whole.length - 5));
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).isEqualTo(range(0, 20));
      assertThat(buffer.status().tornBytes()).isEqualTo(whole.length / 3 - 5);
      assertThat(buffer.status().corruptRecords()).isZero();
    }
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isZero();
    }
  }

  @Test
  void zeros_at_the_end_are_an_unfinished_write() throws Exception {
    fill(2);
    byte[] whole = disk.content(FIRST);
    disk.content(FIRST, Arrays.copyOf(whole, whole.length + 100_000));
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().tornBytes()).isEqualTo(100_000);
      assertThat(drain(buffer)).isEqualTo(range(0, 20));
    }
  }

  @Test
  void a_damaged_payload_costs_its_record_and_is_set_aside() throws Exception {
    fill(3);
    byte[] whole = disk.content(FIRST);
    disk.flip(FIRST, whole.length / 2, 3);
    try (DiskBuffer buffer = open()) {
      Lease lease = buffer.read(100, SOON).orElseThrow();
      assertThat(numbers(lease)).isEqualTo(concat(range(0, 10), range(20, 30)));
      assertThat(buffer.status().corruptRecords()).isEqualTo(1);
      lease.done();
      assertThat(buffer.status().depthEvents()).isZero();
    }
    List<Path> kept = disk.list(FOLDER.resolve("quarantine"));
    assertThat(kept).hasSize(1);
    assertThat(new String(disk.content(kept.getFirst()), StandardCharsets.ISO_8859_1))
        .contains("10 events: the checksum does not match\nLGR1");
  }

  @Test
  void a_damaged_header_costs_its_record() throws Exception {
    for (int bit = 0; bit < 8 * RecordHeader.BYTES; bit += 7) {
      MemoryDisk fresh = new MemoryDisk();
      fill(fresh, 3);
      int third = fresh.content(FIRST).length / 3;
      fresh.flip(FIRST, third + bit / 8, bit % 8);
      try (DiskBuffer buffer = open(fresh)) {
        assertThat(drain(buffer)).isEqualTo(concat(range(0, 10), range(20, 30)));
        assertThat(buffer.status().corruptRecords()).isEqualTo(1);
      }
    }
  }

  @Test
  void damage_at_the_very_end_does_not_hold_a_segment_for_ever() throws Exception {
    DiskBuffer buffer = open();
    buffer.accept(batch(0, 10));
    buffer.accept(batch(10, 20));
    disk.flip(FIRST, disk.content(FIRST).length / 2 + 2, 1);
    assertThat(drain(buffer)).isEqualTo(range(0, 10));
    buffer.close();
    assertThat(disk.list(FOLDER)).containsExactly(COMMIT);
  }

  @Test
  void a_copy_of_a_record_inside_an_event_is_not_taken_for_a_record() throws Exception {
    fill(1);
    String copy = new String(disk.content(FIRST), StandardCharsets.ISO_8859_1);
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).hasSize(10);
      Event event = new Event(Instant.EPOCH);
      event.set("message", copy.repeat(3));
      buffer.accept(Batch.of(event));
      buffer.accept(batch(50, 60));
    }
    Path second = disk.list(FOLDER).stream().filter(path -> !path.equals(COMMIT)).findFirst().get();
    disk.flip(second, 6, 1);
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).isEqualTo(range(50, 60));
      assertThat(buffer.status().corruptRecords()).isEqualTo(1);
    }
  }

  @Test
  void no_space_holds_the_sender_up_until_there_is_space() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      disk.failWrites(3);
      buffer.accept(batch(10, 20));
      assertThat(disk.failures()).isEqualTo(3);
      assertThat(buffer.status().full()).isFalse();
      assertThat(drain(buffer)).isEqualTo(range(0, 20));
    }
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().tornBytes()).isZero();
      assertThat(buffer.status().depthEvents()).isZero();
    }
  }

  @Test
  void too_little_free_disk_counts_as_full() throws Exception {
    DiskBufferSettings careful = DiskBufferSettings.defaults().withMinFreeDiskBytes(1000);
    try (DiskBuffer buffer = DiskBuffer.open(FOLDER, careful, metrics, disk)) {
      disk.usableBytes(1100);
      Thread sender = start(() -> buffer.accept(batch(0, 10)));
      await(() -> buffer.status().full());
      assertThat(buffer.status().trouble().orElseThrow()).contains("only 1100 bytes left");
      disk.usableBytes(1 << 20);
      sender.join();
      assertThat(drain(buffer)).isEqualTo(range(0, 10));
    }
  }

  @Test
  void a_failed_fsync_is_not_trusted_later() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      disk.failForces(1);
      buffer.accept(batch(10, 20));
      assertThat(disk.list(FOLDER))
          .containsExactly(FIRST, FOLDER.resolve("00000000000000000010-1.segment"), COMMIT);
    }
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).isEqualTo(range(0, 20));
    }
  }

  @Test
  void an_unfinished_write_that_can_not_be_cut_off_is_not_read_twice() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      disk.failForces(1);
      disk.failTruncates(1);
      buffer.accept(batch(10, 20));
      buffer.accept(batch(20, 30));
    }
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isEqualTo(30);
      assertThat(drain(buffer)).isEqualTo(range(0, 30));
    }
  }

  @Test
  void damage_does_not_make_such_a_leftover_win() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      disk.failForces(1);
      disk.failTruncates(1);
      buffer.accept(batch(10, 20));
      buffer.accept(batch(20, 30));
    }
    disk.flip(FIRST, 9, 1);
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).isEqualTo(range(10, 30));
    }
  }

  @Test
  void a_lost_commit_file_means_reading_again_with_the_same_origins() throws Exception {
    List<Origin> before;
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      buffer.accept(batch(10, 20));
      before = origins(buffer.read(100, SOON).orElseThrow());
    }
    disk.delete(COMMIT);
    try (DiskBuffer buffer = open()) {
      assertThat(origins(buffer.read(100, SOON).orElseThrow())).isEqualTo(before);
      buffer.accept(batch(20, 30));
      assertThat(origins(buffer.read(100, SOON).orElseThrow())).doesNotContainAnyElementsOf(before);
    }
  }

  @Test
  void a_commit_file_from_long_ago_makes_no_origin_repeat() throws Exception {
    fill(1);
    byte[] old = disk.content(COMMIT);
    List<Origin> used = new ArrayList<>();
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(10, 20));
      used.addAll(origins(buffer.read(10, SOON).orElseThrow()));
      used.addAll(origins(buffer.read(10, SOON).orElseThrow()));
    }
    disk.content(COMMIT, old);
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).isEqualTo(range(0, 20));
      buffer.accept(batch(20, 30));
      assertThat(origins(buffer.read(10, SOON).orElseThrow())).doesNotContainAnyElementsOf(used);
    }
  }

  @Test
  void a_missing_segment_costs_what_was_in_it() throws Exception {
    DiskBufferSettings small = DiskBufferSettings.defaults().withSegmentBytes(1);
    try (DiskBuffer buffer = DiskBuffer.open(FOLDER, small, metrics, disk)) {
      for (int i = 0; i < 30; i += 10) {
        buffer.accept(batch(i, i + 10));
      }
    }
    disk.delete(FOLDER.resolve("00000000000000000010.segment"));
    try (DiskBuffer buffer = open()) {
      assertThat(drain(buffer)).isEqualTo(concat(range(0, 10), range(20, 30)));
    }
  }

  @Test
  void a_commit_that_can_not_be_kept_is_tried_again() throws Exception {
    try (DiskBuffer buffer = open()) {
      buffer.accept(batch(0, 10));
      disk.failWrites(1);
      assertThat(drain(buffer)).isEqualTo(range(0, 10));
    }
    try (DiskBuffer buffer = open()) {
      assertThat(buffer.status().depthEvents()).isZero();
    }
  }

  private void fill(int batches) throws Exception {
    fill(disk, batches);
  }

  private void fill(MemoryDisk on, int batches) throws Exception {
    try (DiskBuffer buffer = open(on)) {
      for (int i = 0; i < 10 * batches; i += 10) {
        buffer.accept(batch(i, i + 10));
      }
    }
  }

  private DiskBuffer open() throws IOException {
    return open(disk);
  }

  private DiskBuffer open(MemoryDisk on) throws IOException {
    DiskBufferSettings settings = DiskBufferSettings.defaults();
    return DiskBuffer.open(FOLDER, settings, new SimpleMeterRegistry(), on);
  }

  private static List<Origin> origins(Lease lease) {
    return lease.batch().events().stream().map(event -> event.origin()).toList();
  }

  private static List<Integer> concat(List<Integer> first, List<Integer> second) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
