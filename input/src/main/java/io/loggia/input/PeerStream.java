package io.loggia.input;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What a peer sends, counted, and given up when it is nothing or next to nothing for too long. */
final class PeerStream extends InputStream {
  private static final int NEXT_TO_NOTHING = 1024;

  private final InputStream in;
  private final Counter bytes;
  private final Duration idleTimeout;
  private long periodBegin = System.nanoTime();
  private long periodBytes;

  PeerStream(Socket socket, Counter bytes, Duration idleTimeout) throws IOException {
    this.in = socket.getInputStream();
    this.bytes = bytes;
    this.idleTimeout = idleTimeout;
    socket.setSoTimeout(Math.clamp(idleTimeout.toMillis(), 1, Integer.MAX_VALUE));
  }

  /** The peer has finished something; it may take its time for the next. */
  void progressed() {
    periodBegin = System.nanoTime();
    periodBytes = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      bytes.increment(count);
      periodBytes += count;
      refuseCrawling();
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  private void refuseCrawling() throws SocketTimeoutException {
    Duration period = Duration.ofNanos(System.nanoTime() - periodBegin);
    if (period.compareTo(idleTimeout) <= 0) {
      return;
    }
    if (periodBytes < NEXT_TO_NOTHING) {
      throw new SocketTimeoutException(
          "sent only " + periodBytes + " bytes in " + period.toSeconds() + " s");
    }
    progressed();
  }
}
