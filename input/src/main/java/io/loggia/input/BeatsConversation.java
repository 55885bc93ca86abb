package io.loggia.input;

import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.lumberjack.LumberjackFrame;
import io.loggia.codec.lumberjack.LumberjackFrame.Data;
import io.loggia.codec.lumberjack.LumberjackFrame.Window;
import io.loggia.codec.lumberjack.LumberjackReader;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Windows from one client, and their acknowledgements. */
final class BeatsConversation implements AutoCloseable {
  /** What an event costs in memory beside its bytes. */
  private static final int EVENT_OVERHEAD = 512;

  private final BeatsInputSettings settings;
  private final EventSink sink;
  private final Backlog backlog;
  private final InputMetrics metrics;
  private final Connection connection;
  private final PeerStream in;
  private final LumberjackReader reader;
  private final Acknowledger acknowledger;
  private final PeerAddress address;

  private int version;
  private int missing;
  private long highest;
  private long bytes;
  private List<Event> events = new ArrayList<>();

  BeatsConversation(
      BeatsInputSettings settings,
      EventSink sink,
      Backlog backlog,
      InputMetrics metrics,
      Connection connection)
      throws IOException {
    this.settings = settings;
    this.sink = sink;
    this.backlog = backlog;
    this.metrics = metrics;
    this.connection = connection;
    this.in = new PeerStream(connection.socket(), metrics.bytes, settings.idleTimeout());
    this.reader =
        new LumberjackReader(
            in,
            settings.limits(),
            new JsonEventDecoder(InstantSource.system(), new Flaws(connection, metrics.malformed)));
    this.address = PeerAddress.ofBeats(connection.address());
    this.acknowledger =
        new Acknowledger(
            connection.socket().getOutputStream(),
            "beats-keepalive-" + connection.peer(),
            settings.keepalive());
  }

  void run() throws IOException, InterruptedException {
    boolean open = true;
    while (open) {
      Optional<LumberjackFrame> frame = frame();
      if (frame.isEmpty()) {
        return;
      }
      open =
          switch (frame.get()) {
            case Window window -> open(window);
            case Data data -> take(data);
          };
    }
  }

  @Override
  public void close() {
    backlog.remove(bytes);
    acknowledger.close();
    reader.close();
  }

  private Optional<LumberjackFrame> frame() throws IOException {
    try {
      Optional<LumberjackFrame> frame = reader.next();
      if (frame.isEmpty() && missing > 0) {
        throw new EOFException(
            "it ends with %d events of the window missing, at byte %d"
                .formatted(missing, reader.offset()));
      }
      return frame;
    } catch (SocketTimeoutException | SocketException gone) {
      // Between windows a client may fall silent or vanish, as health checks do, at no cost.
      if (missing == 0) {
        return Optional.empty();
      }
      throw gone;
    }
  }

  /** A new window closes one that is not complete, as it does for Logstash. */
  private boolean open(Window window) throws IOException, InterruptedException {
    if (!events.isEmpty()) {
      deliver();
    }
    if (!connection.begin()) {
      return false;
    }
    version = window.version();
    missing = window.events();
    highest = 0;
    if (missing == 0) {
      acknowledger.acknowledge(version, 0);
      return finish();
    }
    return true;
  }

  private boolean take(Data data) throws IOException, InterruptedException {
    if (missing == 0) {
      throw new ProtocolException("an event outside a window, before byte " + reader.offset());
    }
    address.mark(data.event());
    settings.decoration().accept(data.event());
    events.add(data.event());
    missing--;
    highest = Math.max(highest, data.sequence());
    int size = data.bytes() + EVENT_OVERHEAD;
    bytes += size;
    boolean room = backlog.add(size) && bytes < settings.batchBytes();
    if (missing > 0 && room) {
      return true;
    }
    deliver();
    return missing > 0 || finish();
  }

  @SuppressWarnings("ThreadPriorityCheck") // see the yield
  private void deliver() throws IOException, InterruptedException {
    Batch batch = new Batch(events);
    int size = events.size();
    events = new ArrayList<>(Math.min(size, 4096));
    acknowledger.waiting(version);
    sink.accept(batch);
    backlog.remove(bytes);
    bytes = 0;
    metrics.events.increment(size);
    acknowledger.acknowledge(version, highest);
    in.progressed();
    // A client that never waits must not keep the carrier thread from the others.
    Thread.yield();
  }

  private boolean finish() {
    in.progressed();
    return connection.end();
  }
}
