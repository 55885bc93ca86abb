package io.loggia.agent;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A disk with only so much room. What does not fit is written in part, as a real one does. */
final class SmallDisk implements Registry.Disk {
  private static final long ENDLESS = Long.MAX_VALUE;
  private long room = ENDLESS;

  void leave(long bytes) {
    room = bytes;
  }

  void grow() {
    room = ENDLESS;
  }

  boolean isFull() {
    return room == 0;
  }

  @Override
  public FileOutputStream create(Path file) throws IOException {
    return new FileOutputStream(file.toFile()) {
      @Override
      public void write(byte[] bytes) throws IOException {
        int fits = (int) Math.min(room, bytes.length);
        super.write(bytes, 0, fits);
        room -= fits;
        if (fits < bytes.length) {
          throw new IOException("No space left on device");
        }
      }
    };
  }
}
