package io.loggia.buffer;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events with every kind of value in them. */
final class EventGenerators {
  private static final String[] NAMES = {"message", "log", "host.name", "größe", "", "x", "@tag"};

  private EventGenerators() {}

  static Event event(Random random) {
    Event event = new Event(map(random, 0));
    if (random.nextBoolean()) {
      event.origin(new Origin(random.nextInt(3), random.nextLong(1L << 56)));
    }
    if (random.nextInt(3) == 0) {
      event.metadata().putAll(map(random, 2));
    }
    return event;
  }

  static Map<String, Object> map(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      map.put(NAMES[random.nextInt(NAMES.length)] + random.nextInt(3), value(random, depth + 1));
    }
    return map;
  }

  static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 12 : 15)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> (long) random.nextInt(100);
      case 4 -> random.nextBoolean() ? random.nextDouble() : Double.NaN;
      case 5 ->
          Instant.ofEpochSecond(random.nextLong(-1L << 33, 1L << 33), random.nextInt(1 << 29));
      case 6 -> Instant.ofEpochMilli(random.nextLong(1L << 42));
      case 7 -> new BigInteger(random.nextInt(200), random);
      case 8 -> new BigDecimal(new BigInteger(80, random), random.nextInt(-40, 40)).negate();
      case 9 -> text(random, random.nextInt(8));
      case 10 -> text(random, random.nextInt(300));
      case 11 -> random.nextBoolean() ? Instant.MAX : Instant.MIN;
      case 12 -> list(random, depth);
      case 13 -> map(random, depth);
      default -> Event.shared(map(random, depth));
    };
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      list.add(value(random, depth + 1));
    }
    return list;
  }

  /** Of one kind of character each: ASCII, Latin-1, the rest of Unicode, halves of pairs. */
  static String text(Random random, int length) {
    int bound = new int[] {0x80, 0x100, 0xd800, 0x10000}[random.nextInt(4)];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(bound));
    }
    return text.toString();
  }
}
