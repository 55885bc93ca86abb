package io.loggia.codec.lumberjack;

import java.io.IOException;
import java.io.InputStream;

/** Frames as they come over the wire. */
final class StreamSource extends FrameSource {
  private final InputStream in;

  StreamSource(InputStream in) {
    this.in = in;
  }

  @Override
  int fill(byte[] buffer) throws IOException {
    return in.read(buffer, 0, buffer.length);
  }

  @Override
  String where(long offset) {
    return "at byte " + offset;
  }
}
