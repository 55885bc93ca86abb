package io.loggia.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A disk that knows what is durable, fails when told to, and can lose its power. Thread-safe. */
final class MemoryDisk implements Disk {
  private static final int PAGE = 4096;

  private final Map<Path, MemoryFile> names = new TreeMap<>();
  private final Map<Path, MemoryFile> durableNames = new HashMap<>();
  private int failingWrites;
  private int failingForces;
  private int failingTruncates;
  private long bytesUntilDeath = Long.MAX_VALUE;
  private long usableBytes = Long.MAX_VALUE / 2;
  private int failures;
  private int forces;

  synchronized void failWrites(int count) {
    failingWrites = count;
  }

  synchronized void failForces(int count) {
    failingForces = count;
  }

  synchronized void failTruncates(int count) {
    failingTruncates = count;
  }

  synchronized void usableBytes(long bytes) {
    usableBytes = bytes;
  }

  /** After so many more bytes written, in the middle of a write, nothing works any more. */
  synchronized void dieAfter(long bytes) {
    bytesUntilDeath = bytes;
  }

  /** How many operations failed so far. */
  synchronized int failures() {
    return failures;
  }

  synchronized int forces() {
    return forces;
  }

  synchronized byte[] content(Path file) {
    return names.get(file).data.clone();
  }

  synchronized void content(Path file, byte[] bytes) {
    names.computeIfAbsent(file, path -> new MemoryFile()).data = bytes.clone();
    names.get(file).durable = bytes.clone();
    durableNames.put(file, names.get(file));
  }

  synchronized void flip(Path file, int position, int bit) {
    MemoryFile damaged = names.get(file);
    damaged.data[position] ^= (byte) (1 << bit);
    if (position < damaged.durable.length) {
      damaged.durable[position] ^= (byte) (1 << bit);
    }
  }

  /** What a killed process leaves: all that was written. */
  synchronized MemoryDisk afterKill() {
    MemoryDisk next = new MemoryDisk();
    names.forEach((path, file) -> next.content(path, file.data));
    return next;
  }

  /** What a power cut may leave: what was forced, and by chance some of the rest. */
  synchronized MemoryDisk afterPowerCut(Random chance) {
    MemoryDisk next = new MemoryDisk();
    durableNames.forEach(
        (path, file) -> {
          if (names.get(path) == file || chance.nextBoolean()) {
            next.content(path, file.afterPowerCut(chance));
          }
        });
    names.forEach(
        (path, file) -> {
          if (durableNames.get(path) != file && chance.nextBoolean()) {
            next.content(path, file.afterPowerCut(chance));
          }
        });
    return next;
  }

  @Override
  public synchronized DiskFile open(Path file) throws IOException {
    alive();
    return names.computeIfAbsent(file, path -> new MemoryFile());
  }

  @Override
  public synchronized List<Path> list(Path folder) throws IOException {
    alive();
    return names.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    alive();
    names.remove(file);
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    alive();
    durableNames.clear();
    durableNames.putAll(names);
  }

  @Override
  public synchronized long usableBytes(Path folder) {
    return usableBytes;
  }

  private void alive() throws IOException {
    if (bytesUntilDeath <= 0) {
      failures++;
      throw new IOException("the disk is dead");
    }
  }

  private final class MemoryFile implements DiskFile {
    private byte[] data = new byte[0];
    private byte[] durable = new byte[0];

    byte[] afterPowerCut(Random chance) {
      int length = durable.length;
      if (data.length > durable.length) {
        length += chance.nextInt(data.length - durable.length + 1);
      } else if (data.length < durable.length && chance.nextBoolean()) {
        length = data.length;
      }
      byte[] left = Arrays.copyOf(durable, length);
      if (length > durable.length) {
        System.arraycopy(data, durable.length, left, durable.length, length - durable.length);
      }
      for (int page = 0; page < Math.min(durable.length, length); page += PAGE) {
        if (chance.nextBoolean()) {
          int end = Math.min(Math.min(page + PAGE, data.length), Math.min(durable.length, length));
          System.arraycopy(data, page, left, page, Math.max(0, end - page));
        }
      }
      return left;
    }

    @Override
    public long size() {
      synchronized (MemoryDisk.this) {
        return data.length;
      }
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      synchronized (MemoryDisk.this) {
        alive();
        int count = (int) Math.max(0, Math.min(length, data.length - position));
        System.arraycopy(data, (int) Math.min(data.length, position), into, offset, count);
        return count;
      }
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      synchronized (MemoryDisk.this) {
        alive();
        int all = bytes.remaining();
        boolean fails = failingWrites > 0;
        failingWrites -= fails ? 1 : 0;
        int count = (int) Math.min(fails ? all / 2 : all, bytesUntilDeath);
        if (bytesUntilDeath < Long.MAX_VALUE) {
          bytesUntilDeath -= count;
        }
        data = Arrays.copyOf(data, (int) Math.max(data.length, position + count));
        bytes.get(data, (int) position, count);
        if (count < all) {
          failures++;
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (MemoryDisk.this) {
        alive();
        if (failingTruncates > 0) {
          failingTruncates--;
          failures++;
          throw new IOException("Input/output error");
        }
        data = Arrays.copyOf(data, (int) size);
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (MemoryDisk.this) {
        alive();
        if (failingForces > 0) {
          failingForces--;
          failures++;
          throw new IOException("Input/output error");
        }
        forces++;
        durable = data.clone();
      }
    }

    @Override
    public void close() {}
  }
}
