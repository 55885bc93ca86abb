package io.loggia.input;

import io.loggia.codec.lumberjack.LumberjackLimits;
import io.loggia.event.Event;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to listen for Beats.
 *
 * @param batchBytes a window is handed on, and acknowledged, in parts of about so many bytes
 * @param maxConnections further ones are closed at once
 * @param idleTimeout a peer that sends nothing, or next to nothing, for so long is closed
 * @param keepalive how often a client that waits is told that we are alive
 * @param decoration done to every event before it is handed on
 */
public record BeatsInputSettings(
    InetSocketAddress address,
    LumberjackLimits limits,
    int batchBytes,
    int maxConnections,
    Duration idleTimeout,
    Duration keepalive,
    Consumer<Event> decoration) {
  public BeatsInputSettings {
    if (batchBytes < 1 || maxConnections < 1) {
      throw new IllegalArgumentException("batchBytes and maxConnections are at least 1");
    }
    if (!idleTimeout.isPositive() || !keepalive.isPositive()) {
      throw new IllegalArgumentException("idleTimeout and keepalive are longer than nothing");
    }
  }

  public static BeatsInputSettings at(InetSocketAddress address) {
    return new BeatsInputSettings(
        address,
        LumberjackLimits.DEFAULT,
        16 << 20,
        1000,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Decoration.NONE);
  }

  public BeatsInputSettings limits(LumberjackLimits limits) {
    return new BeatsInputSettings(
        address, limits, batchBytes, maxConnections, idleTimeout, keepalive, decoration);
  }

  public BeatsInputSettings batchBytes(int batchBytes) {
    return new BeatsInputSettings(
        address, limits, batchBytes, maxConnections, idleTimeout, keepalive, decoration);
  }

  public BeatsInputSettings maxConnections(int maxConnections) {
    return new BeatsInputSettings(
        address, limits, batchBytes, maxConnections, idleTimeout, keepalive, decoration);
  }

  public BeatsInputSettings idleTimeout(Duration idleTimeout) {
    return new BeatsInputSettings(
        address, limits, batchBytes, maxConnections, idleTimeout, keepalive, decoration);
  }

  public BeatsInputSettings keepalive(Duration keepalive) {
    return new BeatsInputSettings(
        address, limits, batchBytes, maxConnections, idleTimeout, keepalive, decoration);
  }

  public BeatsInputSettings decoration(Consumer<Event> decoration) {
    return new BeatsInputSettings(
        address, limits, batchBytes, maxConnections, idleTimeout, keepalive, decoration);
  }
}
