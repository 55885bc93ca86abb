package io.loggia.app.bench;

import io.loggia.app.generate.LogGenerator;
import io.loggia.buffer.Buffer;
import io.loggia.buffer.DiskBuffer;
import io.loggia.buffer.DiskBufferSettings;
import io.loggia.buffer.Lease;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The durable queue alone: appended with fsync by one thread, as the agent does, and read back; the
 * baseline writes as many bytes in pieces of the same size to a file with an fsync after each.
 */
final class BufferBench {
  private static final int BATCH = 4_000;
  private static final int DISTINCT = 50_000;

  private final int events;
  private final int rounds;
  private final Table table;

  BufferBench(int events, int rounds, Table table) {
    this.events = events;
    this.rounds = rounds;
    this.table = table;
  }

  void run() throws Exception {
    table.title("Durable buffer alone, %,d events in batches of %,d".formatted(events, BATCH));
    List<Event> distinct = distinct();
    double[] append = new double[rounds];
    double[] read = new double[rounds];
    double[] megabytes = new double[rounds];
    double[] plain = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      table.progress(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
      try (Scratch scratch = Scratch.create()) {
        Path folder = scratch.folder("buffer");
        double appended = append(folder, distinct);
        double bytes = size(folder);
        double taken = read(folder);
        double written = write(scratch.path().resolve("plain"), (long) bytes);
        if (round >= 0) {
          append[round] = events / appended;
          megabytes[round] = bytes / appended / 1e6;
          read[round] = events / taken;
          plain[round] = bytes / written / 1e6;
        }
      }
    }
    double bytes = Rounds.median(megabytes);
    table.row("append, each batch durable", Rounds.median(append), "events/s");
    table.row("    in bytes", bytes, "MB/s", "plain write + fsync", Rounds.median(plain));
    table.row("plain write + fsync, pieces of a batch's size", Rounds.median(plain), "MB/s");
    table.row("read and commit", Rounds.median(read), "events/s");
  }

  private static List<Event> distinct() {
    LogGenerator generator = LogGenerator.of(LogGenerator.Kind.NGINX, 11, InstantSource.system());
    Map<String, Object> host = Event.shared(Map.of("name", "bench"));
    Map<String, Object> file = Event.shared(Map.of("path", "/var/log/nginx/access.log"));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < DISTINCT; i++) {
      Event event = new Event(Instant.now());
      event.set("message", generator.next());
      Map<String, Object> log = new LinkedHashMap<>();
      log.put("file", file);
      log.put("offset", i * 200L);
      event.set("log", log);
      event.set("host", host);
      event.origin(new Origin(1, i * 200L));
      events.add(event);
    }
    return events;
  }

  private double append(Path folder, List<Event> distinct) throws Exception {
    try (Buffer buffer = open(folder)) {
      return Rounds.seconds(
          () -> {
            for (int from = 0; from < events; from += BATCH) {
              int at = from % (DISTINCT - BATCH);
              int size = Math.min(BATCH, events - from);
              buffer.accept(new Batch(new ArrayList<>(distinct.subList(at, at + size))));
            }
          });
    }
  }

  private double read(Path folder) throws Exception {
    try (Buffer buffer = open(folder)) {
      return Rounds.seconds(
          () -> {
            int taken = 0;
            while (taken < events) {
              try (Lease lease = buffer.read(BATCH, Duration.ofSeconds(10)).orElseThrow()) {
                taken += lease.batch().size();
                lease.done();
              }
            }
          });
    }
  }

  private Buffer open(Path folder) throws IOException {
    return DiskBuffer.open(
        folder,
        DiskBufferSettings.defaults().withCapacityBytes(64L << 30),
        new SimpleMeterRegistry());
  }

  private double write(Path file, long bytes) throws Exception {
    int pieces = Math.ceilDiv(events, BATCH);
    ByteBuffer piece = ByteBuffer.allocateDirect((int) (bytes / pieces));
    return Rounds.seconds(
        () -> {
          try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < pieces; i++) {
              channel.write(piece.clear());
              channel.force(false);
            }
          }
        });
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
