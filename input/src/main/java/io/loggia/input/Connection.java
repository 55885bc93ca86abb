package io.loggia.input;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One client. Knows whether work is at hand, so that closing lets it finish. */
final class Connection {
  private final Socket socket;
  private final Consumer<String> complaints;
  private final String peer;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean busy;
  private boolean stopping;

  /**
   * @param complaints takes what is to be said about the peer
   */
  Connection(Socket socket, Consumer<String> complaints) {
    this.socket = socket;
    this.complaints = complaints;
    InetSocketAddress address = address();
    this.peer = address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  Socket socket() {
    return socket;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  String peer() {
    return peer;
  }

  /** Says in the log what the peer did. */
  void complain(String what) {
    complaints.accept(peer + " " + what);
  }

  /** Work has come; false when it is too late for it. */
  boolean begin() {
    lock.lock();
    try {
      busy = !stopping;
      return busy;
    } finally {
      lock.unlock();
    }
  }

  /** The work is done; false when the connection is to end now. */
  boolean end() {
    lock.lock();
    try {
      busy = false;
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the connection as soon as no work is at hand, which may be now. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      if (!busy) {
        socket.shutdownInput();
      }
    } catch (IOException closedAlready) {
      abort();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the connection now. */
  void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger(Connection.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the connection of " + peer, e);
    }
  }
}
