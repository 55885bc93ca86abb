package io.loggia.engine;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How the embedded engine runs.
 *
 * @param folder everything that it stores
 * @param nodeName this node's name in the cluster
 * @param host the address that REST and transport bind to
 * @param httpPort REST, 0 for any free one
 * @param transportPorts a port or a range such as 9300-9399
 * @param diskReserve bytes; indices become read-only while the disk has less left, and take
 *     documents again when it has twice as much
 */
public record EngineSettings(
    Path folder,
    String nodeName,
    String host,
    int httpPort,
    String transportPorts,
    long diskReserve) {
  private static final long DISK_RESERVE = 1L << 30;
  private static final Pattern PORTS = Pattern.compile("\\d{1,5}(-\\d{1,5})?");

  public EngineSettings {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException("httpPort " + httpPort + " is not within 0 to 65535");
    }
    if (!PORTS.matcher(transportPorts).matches()) {
      throw new IllegalArgumentException("transportPorts: \"" + transportPorts + "\" is no range");
    }
    if (diskReserve < 1) {
      throw new IllegalArgumentException("diskReserve " + diskReserve + " is not above 0");
    }
  }

  /** With a disk reserve of 1 GiB. */
  public EngineSettings(
      Path folder, String nodeName, String host, int httpPort, String transportPorts) {
    this(folder, nodeName, host, httpPort, transportPorts, DISK_RESERVE);
  }

  public EngineSettings withDiskReserve(long bytes) {
    return new EngineSettings(folder, nodeName, host, httpPort, transportPorts, bytes);
  }
}
