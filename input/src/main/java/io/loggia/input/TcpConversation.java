package io.loggia.input;

import io.loggia.codec.EventDecoder;
import io.loggia.codec.Flaw;
import io.loggia.codec.LineFramer;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines from one client. The socket is not read while the sink blocks, so that the client's writes
 * block in turn.
 */
final class TcpConversation {
  private static final Logger LOG = System.getLogger(TcpConversation.class.getName());
  private static final int BUFFER = 64 << 10;
  private static final int BATCH_EVENTS = 2048;
  private static final int BATCH_BYTES = 1 << 20;
  private static final String SKIPPED = "skipped_bytes";

  private final TcpInputSettings settings;
  private final EventSink sink;
  private final InputMetrics metrics;
  private final Connection connection;
  private final PeerStream in;
  private final LineFramer framer;
  private final Flaws flaws;
  private final EventDecoder decoder;
  private final PeerAddress address;

  private List<Event> events = new ArrayList<>();
  private int bytes;

  TcpConversation(
      TcpInputSettings settings, EventSink sink, InputMetrics metrics, Connection connection)
      throws IOException {
    this.settings = settings;
    this.sink = sink;
    this.metrics = metrics;
    this.connection = connection;
    this.in = new PeerStream(connection.socket(), metrics.bytes, settings.idleTimeout());
    this.framer = new LineFramer(settings.longestLine());
    this.flaws = new Flaws(connection, metrics.malformed);
    this.decoder = settings.codec().decoder(InstantSource.system(), flaws);
    this.address = PeerAddress.ofTcp(connection.address());
  }

  void run() throws IOException, InterruptedException {
    try {
      read();
    } catch (SocketTimeoutException silence) {
      // Nobody waits for an answer; what was sent is handed on below.
      finish();
      return;
    } catch (IOException broken) {
      finish();
      throw broken;
    }
    finish();
  }

  private void read() throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    boolean open = true;
    while (open) {
      int count = in.read(buffer);
      if (count < 0) {
        return;
      }
      connection.begin();
      framer.feed(buffer, 0, count);
      takeLines();
      if (in.available() == 0) {
        deliver();
        open = connection.end();
      }
    }
  }

  /** The last line may lack its end. */
  private void finish() throws InterruptedException {
    framer.end();
    takeLines();
    deliver();
  }

  private void takeLines() throws InterruptedException {
    while (framer.next()) {
      if (framer.length() > 0 || settings.codec().takesEmptyLines()) {
        take();
      }
      if (events.size() >= BATCH_EVENTS || bytes >= BATCH_BYTES) {
        deliver();
      }
    }
  }

  private void take() {
    Event event = decoder.decode(framer.bytes(), framer.offset(), framer.length());
    if (framer.skipped() > 0) {
      event.addTag(Flaw.TRUNCATED.tag());
      event.metadata().put(SKIPPED, framer.skipped());
      flaws.accept(Flaw.TRUNCATED);
    }
    address.mark(event);
    settings.decoration().accept(event);
    events.add(event);
    bytes += framer.length();
  }

  @SuppressWarnings("ThreadPriorityCheck") // see the yield
  private void deliver() throws InterruptedException {
    if (events.isEmpty()) {
      return;
    }
    Batch batch = new Batch(events);
    int size = events.size();
    events = new ArrayList<>(size);
    bytes = 0;
    hand(batch, size);
    metrics.events.increment(size);
    in.progressed();
    // A client that never pauses must not keep the carrier thread from the others.
    Thread.yield();
  }

  private void hand(Batch batch, int size) throws InterruptedException {
    boolean taken = false;
    try {
      sink.accept(batch);
      taken = true;
    } finally {
      if (!taken) {
        LOG.log(
            Level.ERROR,
            "{0} lines of {1} could not be handed on and are lost, as TCP lines cannot be asked for again",
            size,
            connection.peer());
      }
    }
  }
}
