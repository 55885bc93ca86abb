package io.loggia.input;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the peer's address where Logstash 8 puts it, under {@code [@metadata][input]}. */
final class PeerAddress {
  private static final String INPUT = "input";

  private final Map<FieldPath, Object> values;
  private final Map<String, ?> shared;

  private PeerAddress(Map<FieldPath, Object> values, Map<String, ?> shared) {
    this.values = values;
    this.shared = shared;
  }

  static PeerAddress ofBeats(InetSocketAddress peer) {
    String ip = peer.getAddress().getHostAddress();
    return new PeerAddress(
        Map.of(FieldPath.of(Event.METADATA, INPUT, "beats", "host", "ip"), ip),
        nested("beats", "host", Map.of("ip", ip)));
  }

  static PeerAddress ofTcp(InetSocketAddress peer) {
    String ip = peer.getAddress().getHostAddress();
    long port = peer.getPort();
    Map<FieldPath, Object> values = new LinkedHashMap<>();
    values.put(FieldPath.of(Event.METADATA, INPUT, "tcp", "source", "ip"), ip);
    values.put(FieldPath.of(Event.METADATA, INPUT, "tcp", "source", "port"), port);
    return new PeerAddress(values, nested("tcp", "source", Map.of("ip", ip, "port", port)));
  }

  void mark(Event event) {
    if (event.metadata().putIfAbsent(INPUT, shared) != null) {
      values.forEach(event::set);
    }
  }

  private static Map<String, ?> nested(String outer, String inner, Map<String, ?> values) {
    return Event.shared(Map.of(outer, Event.shared(Map.of(inner, Event.shared(values)))));
  }
}
