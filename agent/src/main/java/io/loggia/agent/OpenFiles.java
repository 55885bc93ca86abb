package io.loggia.agent;

import io.loggia.agent.TailStatus.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps at most so many files open, the ones that were busy last. */
final class OpenFiles {
  private final int limit;
  private final Set<Tail> open = new LinkedHashSet<>();

  OpenFiles(int limit) {
    this.limit = limit;
  }

  /**
   * Opens the tail's file if it is not.
   *
   * @return false when another file is in its place by now
   */
  boolean open(Tail tail) throws IOException {
    if (tail.channel() != null) {
      return true;
    }
    Path place = tail.place();
    FileChannel channel = FileChannel.open(place, StandardOpenOption.READ);
    try {
      if (!FileFacts.read(place).key().equals(tail.key())) {
        channel.close();
        return false;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    makeRoom();
    tail.channel(channel);
    open.add(tail);
    return true;
  }

  /** The tail is busy: it is not the next one to be closed. */
  void touch(Tail tail) {
    if (open.size() >= limit && open.remove(tail)) {
      open.add(tail);
    }
  }

  void close(Tail tail) {
    open.remove(tail);
    tail.close();
  }

  /** A deleted file is never closed for room: it could not be opened again. */
  private void makeRoom() {
    Iterator<Tail> idleFirst = open.iterator();
    while (open.size() >= limit && idleFirst.hasNext()) {
      Tail tail = idleFirst.next();
      if (tail.state() != State.DELETED) {
        idleFirst.remove();
        tail.close();
      }
    }
  }

  void closeAll() {
    for (Tail tail : Set.copyOf(open)) {
      close(tail);
    }
  }
}
