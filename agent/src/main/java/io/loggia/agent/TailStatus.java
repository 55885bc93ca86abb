package io.loggia.agent;

/**
 * How far one file is.
 *
 * @param path where the file was first seen, which is what its events say
 * @param size bytes, as last seen
 * @param readOffset everything before it has been offered to the sink
 * @param ackedOffset everything before it has been acknowledged
 */
public record TailStatus(String path, long size, long readOffset, long ackedOffset, State state) {

  /** Where the file is now. */
  public enum State {
    /** At its path. */
    TAILING,
    /** Under another name, or a copy that was made before the file was truncated. */
    ROTATED,
    /** Under no name; read through the descriptor that is still open. */
    DELETED
  }

  /** Bytes that nobody but the file answers for. */
  public long lag() {
    return Math.max(0, size - ackedOffset);
  }
}
