package io.loggia.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where damaged bytes are set aside, each in a file of its own whose first line says what is wrong.
 * Bounded: beyond {@link #CAPACITY} per run, damage is only counted and logged. Thread-safe.
 */
final class Quarantine {
  private static final Logger LOG = System.getLogger(Quarantine.class.getName());
  private static final long CAPACITY = 256L << 20;
  private static final int CHUNK = 1 << 16;

  private final Disk disk;
  private final Path folder;
  private final BufferMetrics metrics;
  private final AtomicLong kept = new AtomicLong();

  Quarantine(Disk disk, Path folder, BufferMetrics metrics) {
    this.disk = disk;
    this.folder = folder;
    this.metrics = metrics;
  }

  /** Counts the damage, copies the bytes from {@code start} to {@code end}, and says so. */
  void setAside(Path path, DiskFile file, long start, long end, String reason) {
    metrics.corruptRecords.increment();
    String name = String.format(Locale.ROOT, "%s-%012d.bad", path.getFileName(), start);
    String what = path + ", bytes " + start + " to " + end + ": " + reason;
    if (kept.addAndGet(end - start) > CAPACITY) {
      LOG.log(Level.ERROR, "Events lost to damage on the disk, not set aside for size: " + what);
      return;
    }
    try {
      copy(file, start, end, folder.resolve(name), what);
      LOG.log(
          Level.ERROR,
          "Events lost to damage on the disk: {0}. The bytes are kept in {1}; check the disk.",
          what,
          folder.resolve(name));
    } catch (IOException e) {
      LOG.log(Level.ERROR, "Events lost to damage on the disk, not set aside: " + what, e);
    }
  }

  private void copy(DiskFile file, long start, long end, Path target, String what)
      throws IOException {
    try (DiskFile out = disk.open(target)) {
      out.truncate(0);
      byte[] line = (what + "\n").getBytes(UTF_8);
      out.write(0, ByteBuffer.wrap(line));
      byte[] chunk = new byte[CHUNK];
      for (long at = start; at < end; ) {
        int count = file.read(at, chunk, 0, (int) Math.min(CHUNK, end - at));
        if (count == 0) {
          break;
        }
        out.write(line.length + at - start, ByteBuffer.wrap(chunk, 0, count));
        at += count;
      }
    }
  }
}
