package io.loggia.codec.lumberjack;

/**
 * What one connection may ask of us.
 *
 * @param frameBytes largest payload of one event, inflated
 * @param compressedBytes largest compressed frame, as it comes over the wire
 * @param inflatedBytes most bytes that one compressed frame may become
 * @param pairs most pairs in one version 1 data frame
 * @param windowEvents most events in one window
 */
public record LumberjackLimits(
    int frameBytes, int compressedBytes, int inflatedBytes, int pairs, int windowEvents) {
  private static final int MIB = 1 << 20;

  public static final LumberjackLimits DEFAULT =
      new LumberjackLimits(10 * MIB, 10 * MIB, 64 * MIB, 10_000, 1 << 20);

  public LumberjackLimits {
    if (frameBytes < 1 || compressedBytes < 1 || inflatedBytes < 1 || pairs < 1) {
      throw new IllegalArgumentException("limits of frames and pairs are at least 1");
    }
    if (windowEvents < 1) {
      throw new IllegalArgumentException("a window holds at least 1 event");
    }
  }
}
