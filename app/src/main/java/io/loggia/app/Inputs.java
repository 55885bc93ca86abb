package io.loggia.app;

import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.loggia.event.FieldPath;
import io.loggia.input.BeatsInput;
import io.loggia.input.BeatsInputSettings;
import io.loggia.input.LineCodec;
import io.loggia.input.TcpInput;
import io.loggia.input.TcpInputSettings;
import io.loggia.pipeline.InputSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The listeners: those of {@code loggia.yml}, and those that the input sections of pipelines name.
 * Where both name a port, the pipeline's input has it, since it may decorate its events.
 */
final class Inputs implements AutoCloseable {
  private final PlatformSettings settings;
  private final MeterRegistry metrics;
  private final Endpoints endpoints;
  private final Closing closing = new Closing();
  private final Set<Integer> taken = new HashSet<>();

  /** Whether the pipelines' inputs are open and those of loggia.yml follow. */
  private boolean ownListeners;

  Inputs(PlatformSettings settings, MeterRegistry metrics, Endpoints endpoints) {
    this.settings = settings;
    this.metrics = metrics;
    this.endpoints = endpoints;
  }

  void open(List<InputSpec> specs, EventSink sink) throws IOException {
    for (InputSpec spec : specs) {
      switch (spec) {
        case InputSpec.Beats beats ->
            beats(beats.host(), beats.port(), decoration(beats.common()), sink);
        case InputSpec.Tcp tcp ->
            tcp(tcp.host(), tcp.port(), codec(tcp.codec()), decoration(tcp.common()), sink);
        case InputSpec.Stdin stdin -> {
          // A platform has no standard input to read; "loggia pipeline run" serves it.
        }
      }
    }
    ownListeners = true;
    PlatformSettings.Ports ports = settings.ports();
    if (ports.beats() >= 0 && !taken.contains(ports.beats())) {
      beats(settings.host(), ports.beats(), event -> {}, sink);
    }
    if (ports.tcp() >= 0 && !taken.contains(ports.tcp())) {
      tcp(settings.host(), ports.tcp(), LineCodec.AUTO, event -> {}, sink);
    }
  }

  @Override
  public void close() {
    closing.close();
  }

  private void beats(String host, int port, Consumer<Event> decoration, EventSink sink)
      throws IOException {
    BeatsInputSettings at = BeatsInputSettings.at(address(host, port)).decoration(decoration);
    BeatsInput input = closing.add("beats input", BeatsInput.start(at, sink, metrics));
    opened("beats", settings.ports().beats(), port, input.address());
  }

  private void tcp(
      String host, int port, LineCodec codec, Consumer<Event> decoration, EventSink sink)
      throws IOException {
    TcpInputSettings at =
        TcpInputSettings.at(address(host, port)).codec(codec).decoration(decoration);
    TcpInput input = closing.add("tcp input", TcpInput.start(at, sink, metrics));
    opened("tcp", settings.ports().tcp(), port, input.address());
  }

  private void opened(String name, int usual, int port, InetSocketAddress address) {
    if (port != 0) {
      taken.add(port);
    }
    boolean isUsual = port == usual && (port != 0 || ownListeners);
    endpoints.put(isUsual ? name : name + "-" + address.getPort(), address);
  }

  /** As for every listener of Loggia: this machine only. */
  private static InetSocketAddress address(String host, int port) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    if (!address.isLoopbackAddress()) {
      throw new IOException(
          "an input of a pipeline asks for host "
              + host
              + ", which other machines can reach, and this version has neither users nor TLS to"
              + " protect it; write host => \"127.0.0.1\"");
    }
    return new InetSocketAddress(address, port);
  }

  private static LineCodec codec(String name) {
    return switch (name) {
      case "json", "json_lines" -> LineCodec.JSON_LINES;
      case "line", "plain" -> LineCodec.LINE;
      default -> LineCodec.AUTO;
    };
  }

  /** What {@code type}, {@code tags} and {@code add_field} of an input do to each event. */
  private static Consumer<Event> decoration(InputSpec.Common common) {
    if (common.type().isEmpty() && common.tags().isEmpty() && common.addField().isEmpty()) {
      return event -> {};
    }
    return event -> {
      common
          .type()
          .filter(type -> event.get("type") == null)
          .ifPresent(type -> event.set("type", type));
      common
          .addField()
          .forEach(
              (name, value) ->
                  FieldPath.tryParse(name.render(event))
                      .ifPresent(path -> event.set(path, value.render(event))));
      common.tags().forEach(event::addTag);
    };
  }
}
