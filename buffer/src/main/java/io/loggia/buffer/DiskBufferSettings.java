package io.loggia.buffer;

import java.time.InstantSource;

/**
 * How large a buffer may grow, and its clock.
 *
 * @param capacityBytes what all segments together may take on the disk
 * @param segmentBytes size from which a new segment is begun; at most a quarter of the capacity is
 *     used
 * @param minFreeDiskBytes the buffer counts as full while the disk has less than this left
 * @param clock tells when events were appended; only their age depends on it
 */
public record DiskBufferSettings(
    long capacityBytes, long segmentBytes, long minFreeDiskBytes, InstantSource clock) {
  public DiskBufferSettings {
    if (capacityBytes < 1 || segmentBytes < 1 || minFreeDiskBytes < 0) {
      throw new IllegalArgumentException(
          "a buffer needs a capacity and a segment size above 0 and a free space not below 0, not "
              + capacityBytes
              + ", "
              + segmentBytes
              + " and "
              + minFreeDiskBytes);
    }
  }

  /** 1 GiB in segments of 64 MiB, on a disk that keeps 256 MiB free. */
  public static DiskBufferSettings defaults() {
    return new DiskBufferSettings(1L << 30, 64L << 20, 256L << 20, InstantSource.system());
  }

  public DiskBufferSettings withCapacityBytes(long bytes) {
    return new DiskBufferSettings(bytes, segmentBytes, minFreeDiskBytes, clock);
  }

  public DiskBufferSettings withSegmentBytes(long bytes) {
    return new DiskBufferSettings(capacityBytes, bytes, minFreeDiskBytes, clock);
  }

  public DiskBufferSettings withMinFreeDiskBytes(long bytes) {
    return new DiskBufferSettings(capacityBytes, segmentBytes, bytes, clock);
  }

  public DiskBufferSettings withClock(InstantSource source) {
    return new DiskBufferSettings(capacityBytes, segmentBytes, minFreeDiskBytes, source);
  }
}
