package io.loggia.codec.lumberjack;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The frames inside a compressed frame, inflated as they are read. */
final class InflatedSource extends FrameSource {
  private final FrameSource outer;
  private final Inflater inflater;
  private final long begin;
  private final int most;
  private int compressedLeft;
  private long inflated;

  /**
   * @param inflater reset, and not used elsewhere until this source has been read to its end
   * @param compressed how many bytes of the outer source are ours
   * @param most how many bytes they may become
   */
  InflatedSource(FrameSource outer, Inflater inflater, int compressed, int most) {
    this.outer = outer;
    this.inflater = inflater;
    this.begin = outer.offset();
    this.compressedLeft = compressed;
    this.most = most;
  }

  @Override
  int fill(byte[] buffer) throws IOException {
    while (true) {
      int count = inflate(buffer);
      if (count > 0) {
        inflated += count;
        if (inflated > most) {
          throw new LumberjackException(
              "the compressed frame becomes more than the limit of " + most + " bytes, " + place());
        }
        return count;
      }
      if (inflater.finished()) {
        refuseRest();
        return -1;
      }
      if (inflater.needsDictionary()) {
        throw new LumberjackException("the compressed frame needs a dictionary, " + place());
      }
      supply();
    }
  }

  @Override
  String where(long offset) {
    return "at byte " + offset + " of what was inflated from " + place();
  }

  private String place() {
    return outer.where(begin);
  }

  private int inflate(byte[] buffer) throws LumberjackException {
    try {
      return inflater.inflate(buffer);
    } catch (DataFormatException broken) {
      throw new LumberjackException(
          "the compressed frame is no zlib data (" + broken.getMessage() + "), " + place());
    }
  }

  private void supply() throws IOException {
    if (compressedLeft == 0) {
      throw new LumberjackException(
          "the compressed frame is shorter than its zlib data, " + outer.here());
    }
    if (!outer.more()) {
      throw new LumberjackException("the stream ends inside a compressed frame, " + outer.here());
    }
    int count = Math.min(compressedLeft, outer.limit - outer.position);
    inflater.setInput(outer.buffer, outer.position, count);
    outer.position += count;
    compressedLeft -= count;
  }

  private void refuseRest() throws LumberjackException {
    int rest = inflater.getRemaining() + compressedLeft;
    if (rest > 0) {
      throw new LumberjackException(
          "the compressed frame has " + rest + " bytes behind its zlib data, " + outer.here());
    }
  }
}
