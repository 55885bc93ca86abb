package io.loggia.buffer;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints how fast a buffer is: {@code main FOLDER [events per batch] [senders] [seconds]}. */
public final class BufferSpeed {
  private BufferSpeed() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int batchSize = args.length > 1 ? Integer.parseInt(args[1]) : 3000;
    int senders = args.length > 2 ? Integer.parseInt(args[2]) : 2;
    int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    Files.createDirectories(folder);
    codec(batchSize, seconds);
    for (int round = 0; round < 2; round++) {
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      DiskBufferSettings large = DiskBufferSettings.defaults().withCapacityBytes(16L << 30);
      try (DiskBuffer buffer = DiskBuffer.open(folder, large, metrics)) {
        append(buffer, batchSize, senders, seconds, metrics);
        read(buffer);
      }
    }
  }

  private static void codec(int batchSize, int seconds) throws Exception {
    List<Event> events = accessLog(batchSize).events();
    EventEncoder encoder = new EventEncoder(4 << 20, 4096);
    long bytes = 0;
    for (int phase = 0; phase < 2; phase++) {
      long encodeNanos = 0;
      long decodeNanos = 0;
      long count = 0;
      long end = System.nanoTime() + seconds * 500_000_000L;
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        List<EncodedRecord> records = encoder.encode(events);
        long middle = System.nanoTime();
        bytes = 0;
        for (EncodedRecord record : records) {
          EventDecoder.decode(record.payload, record.payload.length, record.events, 1, 1);
          bytes += record.payload.length;
        }
        encodeNanos += middle - start;
        decodeNanos += System.nanoTime() - middle;
        count += events.size();
      }
      System.out.printf(
          "codec: encode %d ns, decode %d ns per event; %d bytes per event%n",
          encodeNanos / count, decodeNanos / count, bytes / events.size());
    }
  }

  private static void append(
      DiskBuffer buffer, int batchSize, int senders, int seconds, SimpleMeterRegistry metrics)
      throws InterruptedException {
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      Batch batch = accessLog(batchSize);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      while (System.nanoTime() < end) {
                        buffer.accept(batch);
                      }
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - start) / 1e9;
    double events = metrics.counter("loggia.buffer.appended.events").count();
    double bytes = metrics.counter("loggia.buffer.appended.bytes").count();
    double fsyncs = metrics.counter("loggia.buffer.fsyncs").count();
    System.out.printf(
        "append: %,.0f events/s, %.0f MB/s, %.0f fsync/s, %d senders of %d%n",
        events / took, bytes / took / 1e6, fsyncs / took, senders, batchSize);
  }

  private static void read(DiskBuffer buffer) throws InterruptedException {
    long start = System.nanoTime();
    long bytes = buffer.status().depthBytes();
    long events = 0;
    Optional<Lease> lease = buffer.read(4000, Duration.ZERO);
    while (lease.isPresent()) {
      events += lease.get().batch().size();
      lease.get().done();
      lease = buffer.read(4000, Duration.ZERO);
    }
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "read:   %,.0f events/s, %.0f MB/s, one reader%n", events / took, bytes / took / 1e6);
  }

  /** Events as the agent makes them from an access log. */
  static Batch accessLog(int count) {
    Map<String, Object> host = Event.shared(Map.of("name", "web-17.example.net"));
    Map<String, Object> file = Event.shared(Map.of("path", "/var/log/nginx/access.log"));
    List<Event> events = new ArrayList<>(count);
    long offset = 0;
    for (int i = 0; i < count; i++) {
      String line =
          "203.0.113."
              + i % 250
              + " - - [20/Nov/2026:07:09:05 +0000] \"GET /catalogue/item/"
              + i
              + "?colour=blue&page=2 HTTP/1.1\" 200 "
              + (1000 + i % 5000)
              + " \"https://www.example.net/catalogue/list\" \"Mozilla/5.0 (X11; Linux x86_64)"
              + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\"";
      Event event = new Event(Instant.ofEpochMilli(1_795_158_545_000L + i));
      event.set(Event.MESSAGE, line);
      Map<String, Object> log = new LinkedHashMap<>();
      log.put("file", file);
      log.put("offset", offset);
      event.set("log", log);
      event.set("host", host);
      event.origin(new Origin(0x1234_5678_9abcL, offset));
      offset += line.length() + 1;
      events.add(event);
    }
    return new Batch(events);
  }
}
