package io.loggia.app.generate;

import java.time.Instant;
import java.time.InstantSource;

/** What an application has to say. Each call of {@link #advance} makes the next thing. */
final class Happenings {
  private static final String[] LOGGERS = {
    "shop.order.OrderService",
    "shop.order.Checkout",
    "shop.basket.BasketStore",
    "shop.mail.Postman",
    "shop.stock.Warehouse",
    "shop.web.RequestFilter",
    "shop.job.NightlyRun",
  };
  private static final String[] FAILURES = {
    "java.net.SocketTimeoutException: Read timed out",
    "java.sql.SQLTransientConnectionException: no connection within 30000 ms",
    "java.lang.IllegalStateException: basket is empty",
    "java.io.IOException: Connection reset by peer",
  };

  final Chance chance;
  private final InstantSource clock;
  private final boolean numbered;
  private long lines;
  private int troubled;

  Instant time = Instant.EPOCH;
  String level = "INFO";
  String logger = LOGGERS[0];
  String thread = "main";
  String message = "";

  /** Lines of a stack trace; empty for none. */
  String trace = "";

  /** Empty when lines are not numbered. */
  String line = "";

  long orderId;
  double millis;

  Happenings(long seed, InstantSource clock, boolean numbered) {
    this.chance = new Chance(seed);
    this.clock = clock;
    this.numbered = numbered;
  }

  void advance() {
    time = clock.instant();
    line = numbered ? Traffic.number(++lines) : "";
    if (troubled > 0) {
      troubled--;
    } else if (chance.perMillion(60)) {
      troubled = 100 + chance.below(2000);
    }
    logger = LOGGERS[chance.rank(LOGGERS.length)];
    thread = chance.perMillion(850_000) ? "http-" + chance.below(32) : "worker-" + chance.below(4);
    orderId = 7_000_000L + chance.rank(900_000);
    millis = chance.logNormal(12, 1.1) * (troubled > 0 ? 15 : 1);
    level = level();
    trace = "";
    message = message();
  }

  private String level() {
    if (chance.perMillion(troubled > 0 ? 200_000 : 3_000)) {
      return "ERROR";
    }
    int roll = chance.below(100);
    return roll < 3 ? "WARN" : roll < 25 ? "DEBUG" : "INFO";
  }

  private String message() {
    return switch (level) {
      case "ERROR" -> {
        String failure = chance.of(FAILURES);
        trace = trace(failure);
        yield "Order " + orderId + " failed: " + failure;
      }
      case "WARN" ->
          "Slow answer from stock-" + chance.below(4) + ", attempt " + (2 + chance.below(3));
      case "DEBUG" ->
          "cache " + (chance.perMillion(900_000) ? "hit" : "miss") + " for basket:" + orderId;
      default ->
          switch (chance.below(3)) {
            case 0 -> "Order " + orderId + " accepted, \"" + chance.below(9) + " items\"";
            case 1 -> "Payment for order " + orderId + " settled";
            default -> "GET /api/v1/orders/" + orderId + " 200";
          };
    };
  }

  private String trace(String failure) {
    StringBuilder text = new StringBuilder(failure);
    int frames = 4 + chance.below(20);
    for (int i = 0; i < frames; i++) {
      String type = LOGGERS[chance.below(LOGGERS.length)];
      text.append("\n\tat ").append(type).append(".step").append(chance.below(12)).append('(');
      text.append(type, type.lastIndexOf('.') + 1, type.length());
      text.append(".java:").append(10 + chance.below(400)).append(')');
    }
    return text.toString();
  }
}
