package io.loggia.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of everything that must survive. One process uses it at a time: a lock on {@code
 * lock}, which names the process. {@code format} holds the layout's number; a folder with a larger
 * one was written by a newer Loggia and is left alone.
 */
public final class DataFolder implements AutoCloseable {
  private static final int FORMAT = 1;

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it where there is none.
   *
   * @throws IOException when it is in use, of a newer version or cannot be written; the message
   *     says what to do
   */
  public static DataFolder open(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new IOException(
          "cannot make the data folder " + path + ": " + e + "; name another one with --data", e);
    }
    FileChannel channel = openLockFile(path);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new IOException(
            "the data folder "
                + path
                + " is in use by process "
                + read(path.resolve("lock"))
                + "; stop that one or name another folder with --data");
      }
      requireFormat(path);
      channel.truncate(0);
      channel.write(bytes(ProcessHandle.current().pid() + "\n"), 0);
      return new DataFolder(path, channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private static FileChannel openLockFile(Path path) throws IOException {
    try {
      return FileChannel.open(
          path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "no permission to write to the data folder "
              + path
              + "; run as its owner or name another folder with --data",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static void requireFormat(Path path) throws IOException {
    Path file = path.resolve("format");
    if (!Files.exists(file)) {
      Path written = path.resolve("format.new");
      Files.writeString(written, FORMAT + "\n");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    String found = read(file);
    if (!found.equals(String.valueOf(FORMAT))) {
      throw new IOException(
          "the data folder "
              + path
              + " has format \""
              + found
              + "\" and this Loggia knows format "
              + FORMAT
              + "; use the version that wrote it or name another folder with --data");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
