package io.loggia.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** What holds when nobody says otherwise: folders and names of this machine. */
public final class Home {
  private Home() {}

  /** The folder of the program, or the current one when it is not started by its script. */
  public static Path folder() {
    return Path.of(System.getProperty("loggia.home", "")).toAbsolutePath();
  }

  public static Path configuration() {
    return folder().resolve("conf");
  }

  /** This machine's name. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  public static Path data() {
    return folder().resolve("data");
  }
}
