package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.buffer.RecordScanner.Found;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The buffer against a model of it, through crashes, failures and damage. Each event has a number,
 * in the order of appending. A number must be read again until it is committed; it may be read when
 * nobody was told that it was kept, when damage hit its record, or when its commit was lost.
 */
final class DiskBufferModelTest {
  private static final Path FOLDER = Path.of("/buffer");

  private enum Step {
    APPEND,
    APPEND_LARGE,
    READ,
    READ_MANY,
    DONE,
    DONE_NEWEST,
    GIVE_BACK,
    REOPEN,
    KILL,
    POWER_CUT,
    DIE_WHILE_APPENDING,
    FLIP,
    WRITE_FAILS,
    FORCE_FAILS,
    FORCE_AND_TRUNCATE_FAIL
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(40);
  }

  @Property(tries = 250)
  void nothing_acknowledged_is_lost_and_no_origin_repeats(
      @ForAll("steps") List<Step> steps, @ForAll long seed) throws Exception {
    Run run = new Run(new Random(seed));
    try {
      for (Step step : steps) {
        run.take(step);
      }
      run.readToTheEnd();
    } finally {
      run.buffer.close();
    }
  }

  private static final class Run {
    private final Random random;
    private final DiskBufferSettings settings =
        DiskBufferSettings.defaults().withSegmentBytes(600).withMinFreeDiskBytes(0);
    private final Map<Origin, Long> origins = new HashMap<>();
    private final Map<Long, Origin> originOf = new HashMap<>();

    /** Numbers that are in the buffer, and whether they must be. */
    private final NavigableMap<Long, Boolean> must = new TreeMap<>();

    /** Numbers that were committed, for when the commit is lost. */
    private final List<Long> committed = new ArrayList<>();

    private NavigableMap<Long, Boolean> unread = new TreeMap<>();

    /** Numbers that were read and are not committed, and whether they are done. */
    private final NavigableMap<Long, Boolean> held = new TreeMap<>();

    private final List<Lease> leases = new ArrayList<>();
    private long next;
    private MemoryDisk disk = new MemoryDisk();
    private DiskBuffer buffer;

    Run(Random random) throws IOException {
      this.random = random;
      open();
    }

    void take(Step step) throws Exception {
      switch (step) {
        case APPEND -> append(1 + random.nextInt(4), 0);
        case APPEND_LARGE -> append(1 + random.nextInt(40), 100);
        case READ -> read(1 + random.nextInt(5));
        case READ_MANY -> read(50);
        case DONE -> done(0);
        case DONE_NEWEST -> done(leases.size() - 1);
        case GIVE_BACK -> giveBack();
        case REOPEN -> {
          buffer.close();
          open();
        }
        case KILL -> crash(disk.afterKill());
        case POWER_CUT -> {
          commitIsLost();
          crash(disk.afterPowerCut(random));
        }
        case DIE_WHILE_APPENDING -> dieWhileAppending();
        case FLIP -> flip();
        case WRITE_FAILS -> {
          disk.failWrites(1);
          append(3, 10);
        }
        case FORCE_FAILS -> {
          disk.failForces(1);
          append(3, 10);
        }
        case FORCE_AND_TRUNCATE_FAIL -> {
          disk.failForces(1);
          disk.failTruncates(1);
          append(3, 10);
          disk.failTruncates(0);
        }
      }
    }

    private void open() throws IOException {
      buffer = DiskBuffer.open(FOLDER, settings, new SimpleMeterRegistry(), disk);
      unread = new TreeMap<>(must);
      held.clear();
      leases.clear();
    }

    private void append(int count, int padding) throws InterruptedException {
      buffer.accept(batch(count, padding, true));
    }

    private Batch batch(int count, int padding, boolean acknowledged) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Event event = new Event(Instant.EPOCH);
        event.set("number", next);
        event.set("padding", "p".repeat(padding));
        events.add(event);
        must.put(next, acknowledged);
        unread.put(next, acknowledged);
        next++;
      }
      return new Batch(events);
    }

    private boolean read(int max) throws InterruptedException {
      Optional<Lease> lease = buffer.read(max, Duration.ZERO);
      if (lease.isEmpty()) {
        assertThat(unread.values()).doesNotContain(true);
        return false;
      }
      leases.add(lease.get());
      for (Event event : lease.get().batch().events()) {
        long number = (Long) event.get("number");
        assertThat(unread).containsKey(number);
        assertThat(unread.headMap(number).values()).doesNotContain(true);
        unread.headMap(number, true).clear();
        held.put(number, false);
        Origin origin = event.origin();
        assertThat(origins.putIfAbsent(origin, number)).isIn(null, number);
        assertThat(originOf.putIfAbsent(number, origin)).isIn(null, origin);
      }
      return true;
    }

    private void done(int index) {
      if (index < 0 || index >= leases.size()) {
        return;
      }
      Lease lease = leases.remove(index);
      lease.batch().events().forEach(event -> held.put((Long) event.get("number"), true));
      lease.done();
      while (!held.isEmpty() && held.firstEntry().getValue()) {
        long number = held.pollFirstEntry().getKey();
        must.remove(number);
        committed.add(number);
      }
    }

    private void giveBack() {
      if (leases.isEmpty()) {
        return;
      }
      Lease lease = leases.remove(random.nextInt(leases.size()));
      for (Event event : lease.batch().events()) {
        long number = (Long) event.get("number");
        unread.put(number, must.getOrDefault(number, false));
      }
      lease.close();
    }

    private void crash(MemoryDisk left) throws IOException {
      disk.dieAfter(0);
      buffer.close();
      disk = left;
      open();
    }

    private void commitIsLost() {
      committed.forEach(number -> must.putIfAbsent(number, false));
      committed.clear();
    }

    private void dieWhileAppending() throws Exception {
      disk.dieAfter(1 + random.nextInt(400));
      int failures = disk.failures();
      Batch batch = batch(1 + random.nextInt(3), random.nextInt(300), false);
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      buffer.accept(batch);
                      batch.events().forEach(event -> must.put((Long) event.get("number"), true));
                    } catch (InterruptedException | IllegalStateException e) {
                      // Nobody was told that they are kept.
                    }
                  });
      while (disk.failures() == failures && sender.isAlive()) {
        Thread.onSpinWait();
      }
      sender.interrupt();
      sender.join();
      MemoryDisk left = random.nextBoolean() ? disk.afterKill() : disk.afterPowerCut(random);
      commitIsLost();
      crash(left);
    }

    private void flip() throws Exception {
      buffer.close();
      List<Path> files = disk.list(FOLDER);
      Path file = files.get(random.nextInt(files.size()));
      byte[] content = disk.content(file);
      if (content.length > 0) {
        int position = random.nextInt(content.length);
        if (Segment.age(file).isPresent()) {
          recordAt(file, position, content.length);
        } else {
          commitIsLost();
        }
        disk.flip(file, position, random.nextInt(8));
      }
      open();
    }

    /** The record that holds the byte may be lost, and only that. */
    private void recordAt(Path file, int position, int size) throws Exception {
      DiskFile open = disk.open(file);
      RecordScanner scanner = new RecordScanner(open);
      Optional<Found> found = scanner.next(0, size, 0);
      while (found.isPresent()) {
        RecordHeader header = found.get().header();
        if (position >= found.get().position() && position < found.get().end()) {
          byte[] payload = new byte[header.length()];
          open.read(found.get().position() + RecordHeader.BYTES, payload, 0, payload.length);
          mayBeLost(header, payload);
        }
        found = scanner.next(found.get().end(), size, 0);
      }
    }

    private void mayBeLost(RecordHeader header, byte[] payload) throws CorruptRecordException {
      CRC32C crc = new CRC32C();
      crc.update(payload);
      if ((int) crc.getValue() != header.payloadChecksum()) {
        return; // Damage had hit it before.
      }
      for (Event event :
          EventDecoder.decode(payload, payload.length, header.events(), 1, header.first())) {
        must.computeIfPresent((Long) event.get("number"), (number, before) -> false);
      }
    }

    void readToTheEnd() throws InterruptedException {
      while (read(10)) {
        done(leases.size() - 1);
      }
    }
  }
}
