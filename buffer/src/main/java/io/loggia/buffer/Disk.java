package io.loggia.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the buffer asks of a disk; tests hand in one that fails and forgets. */
interface Disk {
  /** Opens a file for reading and writing; it and its folder are made when missing. */
  DiskFile open(Path file) throws IOException;

  /** The regular files in a folder, in no particular order; none when there is no such folder. */
  List<Path> list(Path folder) throws IOException;

  void delete(Path file) throws IOException;

  /** Makes new and deleted names in the folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** What the program may still write there. */
  long usableBytes(Path folder) throws IOException;
}
