package io.loggia.agent.ship;

import java.time.Duration;
import java.util.List;

/**
 * Where and how to ship.
 *
 * @param brokers each {@code host:port}; the next one is tried when one fails
 * @param compression zlib's level, 0 for none
 * @param windowEvents most events that are sent under one acknowledgement
 * @param timeout for connecting, and for hearing anything from a broker that owes an answer
 * @param firstBackoff pause after a first failure; doubled by each further one
 * @param longestBackoff where the doubling ends
 * @param version goes out as {@code [@metadata][version]}
 */
public record ShipSettings(
    List<String> brokers,
    int compression,
    int windowEvents,
    Duration timeout,
    Duration firstBackoff,
    Duration longestBackoff,
    String version) {
  public ShipSettings {
    brokers = List.copyOf(brokers);
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("no broker is named; write at least one host:port");
    }
    brokers.forEach(Broker::parse);
    if (compression < 0 || compression > 9) {
      throw new IllegalArgumentException("compression " + compression + " is not within 0 to 9");
    }
    if (windowEvents < 1) {
      throw new IllegalArgumentException("a window holds at least 1 event");
    }
    if (!timeout.isPositive() || !firstBackoff.isPositive() || !longestBackoff.isPositive()) {
      throw new IllegalArgumentException("timeout and backoff are longer than nothing");
    }
  }

  /** As Beats ship when nothing is said: zlib level 3, windows of 2048 events, 30 s. */
  public static ShipSettings to(String... brokers) {
    return new ShipSettings(
        List.of(brokers),
        3,
        2048,
        Duration.ofSeconds(30),
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        "0.1.0");
  }

  public ShipSettings compression(int level) {
    return new ShipSettings(
        brokers, level, windowEvents, timeout, firstBackoff, longestBackoff, version);
  }

  public ShipSettings windowEvents(int events) {
    return new ShipSettings(
        brokers, compression, events, timeout, firstBackoff, longestBackoff, version);
  }

  public ShipSettings timeout(Duration silence) {
    return new ShipSettings(
        brokers, compression, windowEvents, silence, firstBackoff, longestBackoff, version);
  }

  public ShipSettings backoff(Duration first, Duration longest) {
    return new ShipSettings(brokers, compression, windowEvents, timeout, first, longest, version);
  }

  public ShipSettings version(String version) {
    return new ShipSettings(
        brokers, compression, windowEvents, timeout, firstBackoff, longestBackoff, version);
  }
}
