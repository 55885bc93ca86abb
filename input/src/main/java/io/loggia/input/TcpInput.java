package io.loggia.input;

import io.loggia.event.EventSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Takes lines over TCP, JSON or plain. The protocol has no acknowledgements: a full sink holds the
 * senders up, and what a sender has written when the connection breaks may be lost.
 */
public final class TcpInput implements AutoCloseable {
  static final String NAME = "tcp";

  private final Listener listener;

  private TcpInput(Listener listener) {
    this.listener = listener;
  }

  /**
   * Listens from now on.
   *
   * @throws IOException when the address cannot be listened on; the message says what to do
   */
  public static TcpInput start(TcpInputSettings settings, EventSink sink, MeterRegistry registry)
      throws IOException {
    InputMetrics metrics = new InputMetrics(NAME, registry);
    return new TcpInput(
        Listener.start(
            NAME,
            settings.address(),
            settings.maxConnections(),
            metrics,
            connection -> new TcpConversation(settings, sink, metrics, connection).run()));
  }

  /** Where it listens, with the port that was chosen when port 0 was asked for. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Returns when all threads have ended; lines at hand get some seconds to be handed on. */
  @Override
  public void close() {
    listener.close();
  }
}
