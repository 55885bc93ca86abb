package io.loggia.console;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.FieldPath;
import io.loggia.event.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Logs as a few machines would write them, the same at every run; some of them are hostile. */
final class SampleLogs {
  static final String HOSTILE =
      "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
  private static final int BATCH = 1_000;
  private static final List<String> PATHS =
      List.of("/", "/login", "/cart", "/api/orders/4711", "/img/logo.svg", "/search?q=shoes");
  private static final List<String> SERVICES = List.of("checkout", "payment", "search", "mail");
  private final Random random = new Random(7);
  private final Instant end;
  private long position;

  SampleLogs(Instant end) {
    this.end = end;
  }

  /** Writes so many events, spread over the span before the end. */
  void write(EventSink sink, int number, long spanMillis) throws InterruptedException {
    List<Event> batch = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      double wave = 0.97 * i / number + 0.03 * Math.sin(9.0 * i / number);
      batch.add(event(i, end.minusMillis(spanMillis).plusMillis((long) (wave * spanMillis))));
      if (batch.size() == BATCH) {
        sink.accept(new Batch(batch));
        batch = new ArrayList<>();
      }
    }
    sink.accept(new Batch(batch));
  }

  /** One more event at this time. */
  Event event(int i, Instant time) {
    Event event =
        switch (i % 10) {
          case 0, 1, 2, 3, 4 -> access(time);
          case 5, 6, 7, 8 -> application(time);
          default -> i % 50 == 9 ? hostile(time) : failure(time);
        };
    event.origin(Origin.of(position++, "sample"));
    return event;
  }

  private Event access(Instant time) {
    Event event = new Event(time);
    long status = random.nextInt(20) == 0 ? 503 : random.nextInt(9) == 0 ? 404 : 200;
    String path = PATHS.get(random.nextInt(PATHS.size()));
    long bytes = 200 + random.nextInt(40_000);
    String address = "10.0.%d.%d".formatted(random.nextInt(4), random.nextInt(250));
    event.set(
        "message",
        "%s - - [%s] \"GET %s HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\""
            .formatted(address, time, path, status, bytes));
    event.set(FieldPath.of("source", "address"), address);
    event.set(FieldPath.of("http", "request", "method"), "GET");
    event.set(FieldPath.of("http", "response", "status_code"), status);
    event.set(FieldPath.of("http", "response", "body", "bytes"), bytes);
    event.set(FieldPath.of("url", "original"), path);
    event.set(FieldPath.of("host", "name"), "web-" + (1 + random.nextInt(3)));
    event.set(FieldPath.of("log", "file", "path"), "/var/log/nginx/access.log");
    return event;
  }

  private Event application(Instant time) {
    int die = random.nextInt(20);
    String level = die == 0 ? "WARN" : die < 5 ? "DEBUG" : "INFO";
    Event event = service(time, level);
    event.set(
        "message",
        switch (die % 4) {
          case 0 -> "cache is slow: 412 ms for key user:" + random.nextInt(9_000);
          case 1 -> "order " + random.nextInt(90_000) + " accepted";
          case 2 -> "session opened for user " + random.nextInt(500);
          default -> "scheduled job \"expire-carts\" finished, 17 carts removed";
        });
    event.set(FieldPath.of("trace", "id"), Long.toHexString(random.nextLong()));
    event.set("duration_ns", 9_007_199_254_740_993L + random.nextInt(9));
    return event;
  }

  private Event failure(Instant time) {
    Event event = service(time, random.nextInt(12) == 0 ? "FATAL" : "ERROR");
    event.set(
        "message",
        """
        payment failed: connection to db-1:5432 refused
        java.net.ConnectException: Connection refused
        \tat java.base/sun.nio.ch.Net.connect(Net.java:589)
        \tat com.example.pay.Gateway.charge(Gateway.java:87)
        \tat com.example.pay.Checkout.run(Checkout.java:41)""");
    event.set(FieldPath.of("error", "type"), "java.net.ConnectException");
    return event;
  }

  private Event hostile(Instant time) {
    Event event = service(time, "WARN");
    event.set("message", "hostile login name " + HOSTILE + " \u202Etxt.exe \u001b[31mred");
    event.set("user", HOSTILE);
    return event;
  }

  private Event service(Instant time, String level) {
    Event event = new Event(time);
    String service = SERVICES.get(random.nextInt(SERVICES.size()));
    event.set(FieldPath.of("log", "level"), level);
    event.set(FieldPath.of("service", "name"), service);
    event.set(FieldPath.of("host", "name"), "app-" + (1 + random.nextInt(4)));
    event.set(FieldPath.of("log", "file", "path"), "/srv/" + service + "/" + service + ".json");
    return event;
  }
}
