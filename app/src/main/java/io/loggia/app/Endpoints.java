package io.loggia.app;

import io.loggia.event.EventJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the listeners of this process really are, by name: beats, tcp, engine, console, api. */
public final class Endpoints {
  private final Map<String, InetSocketAddress> addresses = new TreeMap<>();

  synchronized void put(String name, InetSocketAddress address) {
    addresses.put(name, address);
  }

  /** The address of a listener; empty when it is switched off. */
  public synchronized Optional<InetSocketAddress> get(String name) {
    return Optional.ofNullable(addresses.get(name));
  }

  /** The names of all listeners, in order. */
  public synchronized List<String> names() {
    return List.copyOf(addresses.keySet());
  }

  /** {@code host:port} of a listener. */
  public Optional<String> text(String name) {
    return get(name).map(address -> address.getHostString() + ":" + address.getPort());
  }

  /** Leaves the addresses for other programs, as one JSON object. */
  synchronized void write(Path file) throws IOException {
    Map<String, Object> texts = new TreeMap<>();
    addresses.keySet().forEach(name -> texts.put(name, text(name).orElseThrow()));
    Files.writeString(file, EventJson.valueString(texts) + "\n");
  }
}
