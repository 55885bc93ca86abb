package io.loggia.app.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own in memory, which can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Skips the test when this user may not mount. */
  static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
    Prerequisite.check(mounted, "a user who may mount a tmpfs (root)");
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Leaves so many bytes for others. */
  void fill(long left) throws IOException {
    byte[] zeroes = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (folder.toFile().getUsableSpace() > left) {
        out.write(
            zeroes, 0, (int) Math.min(zeroes.length, folder.toFile().getUsableSpace() - left));
      }
    } catch (IOException full) {
      if (left > 0) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", folder.toString()) && !run("umount", "-l", folder.toString())) {
      throw new IOException(folder + " is still mounted");
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
