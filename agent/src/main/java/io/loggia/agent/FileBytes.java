package io.loggia.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads stretches of a file. */
final class FileBytes {
  /** One read, so that the JDK's native buffer stays this small. */
  static final int CHUNK = 512 << 10;

  private FileBytes() {}

  /** Reads into the start of the buffer until it has that many bytes or the file ends. */
  static int read(FileChannel channel, long position, byte[] buffer, int length)
      throws IOException {
    int got = 0;
    while (got < length) {
      ByteBuffer piece = ByteBuffer.wrap(buffer, got, Math.min(CHUNK, length - got));
      int read = channel.read(piece, position + got);
      if (read < 0) {
        break;
      }
      got += read;
    }
    return got;
  }

  /** The fingerprint of at most {@code length} bytes from there. */
  static Fingerprint fingerprint(FileChannel channel, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    return Fingerprint.of(bytes, 0, read(channel, position, bytes, length));
  }

  /** The file's first bytes, as many as are there, at most {@link Head#LONGEST}. */
  static Head head(FileChannel channel) throws IOException {
    byte[] bytes = new byte[Head.LONGEST];
    return Head.of(bytes, read(channel, 0, bytes, bytes.length));
  }

  static Head head(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return head(channel);
    }
  }

  /** The position of a file of that size that has been read to its end. */
  static Checkpoint.Position end(Path path, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      int overlap = (int) Math.min(Fingerprint.OVERLAP, size);
      return new Checkpoint.Position(size, fingerprint(channel, size - overlap, overlap), size);
    }
  }
}
