package io.loggia.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Reading may happen beside writing; the interrupt of a thread never closes it. */
interface DiskFile extends Closeable {
  long size() throws IOException;

  /** Reads as many of the bytes as the file has there, and says how many. */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Writes all that remains in the buffer. */
  void write(long position, ByteBuffer bytes) throws IOException;

  void truncate(long size) throws IOException;

  /** Makes what was written durable. When it throws, nothing since the last success is. */
  void force() throws IOException;
}
