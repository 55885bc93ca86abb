package io.loggia.input;

import io.loggia.event.EventSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Takes events from Beats, Logstash and our own agent, by Lumberjack 1 and 2. A window is
 * acknowledged when the sink has returned; a very large one in parts.
 */
public final class BeatsInput implements AutoCloseable {
  static final String NAME = "beats";

  private final Listener listener;

  private BeatsInput(Listener listener) {
    this.listener = listener;
  }

  /**
   * Listens from now on.
   *
   * @throws IOException when the address cannot be listened on; the message says what to do
   */
  public static BeatsInput start(
      BeatsInputSettings settings, EventSink sink, MeterRegistry registry) throws IOException {
    InputMetrics metrics = new InputMetrics(NAME, registry);
    Backlog backlog = Backlog.ofHeap();
    return new BeatsInput(
        Listener.start(
            NAME,
            settings.address(),
            settings.maxConnections(),
            metrics,
            connection -> {
              try (BeatsConversation conversation =
                  new BeatsConversation(settings, sink, backlog, metrics, connection)) {
                conversation.run();
              }
            }));
  }

  /** Where it listens, with the port that was chosen when port 0 was asked for. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Returns when all threads have ended; windows at hand get some seconds to be finished. */
  @Override
  public void close() {
    listener.close();
  }
}
