package io.loggia.input;

import io.loggia.event.Event;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to listen for lines over TCP.
 *
 * @param codec how a line becomes an event
 * @param longestLine most bytes of a line that are kept
 * @param maxConnections further ones are closed at once
 * @param idleTimeout a peer that sends nothing for so long is closed; long, as there are no
 *     acknowledgements by which a quiet program would notice that its connection is gone
 * @param decoration done to every event before it is handed on
 */
public record TcpInputSettings(
    InetSocketAddress address,
    LineCodec codec,
    int longestLine,
    int maxConnections,
    Duration idleTimeout,
    Consumer<Event> decoration) {
  public TcpInputSettings {
    if (longestLine < 1 || maxConnections < 1) {
      throw new IllegalArgumentException("longestLine and maxConnections are at least 1");
    }
    if (!idleTimeout.isPositive()) {
      throw new IllegalArgumentException("idleTimeout is longer than nothing");
    }
  }

  public static TcpInputSettings at(InetSocketAddress address) {
    return new TcpInputSettings(
        address, LineCodec.AUTO, 1 << 20, 1000, Duration.ofHours(1), Decoration.NONE);
  }

  public TcpInputSettings codec(LineCodec codec) {
    return new TcpInputSettings(
        address, codec, longestLine, maxConnections, idleTimeout, decoration);
  }

  public TcpInputSettings longestLine(int longestLine) {
    return new TcpInputSettings(
        address, codec, longestLine, maxConnections, idleTimeout, decoration);
  }

  public TcpInputSettings maxConnections(int maxConnections) {
    return new TcpInputSettings(
        address, codec, longestLine, maxConnections, idleTimeout, decoration);
  }

  public TcpInputSettings idleTimeout(Duration idleTimeout) {
    return new TcpInputSettings(
        address, codec, longestLine, maxConnections, idleTimeout, decoration);
  }

  public TcpInputSettings decoration(Consumer<Event> decoration) {
    return new TcpInputSettings(
        address, codec, longestLine, maxConnections, idleTimeout, decoration);
  }
}
