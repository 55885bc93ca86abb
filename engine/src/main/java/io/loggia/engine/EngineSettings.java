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
 */
public record EngineSettings(
    Path folder, String nodeName, String host, int httpPort, String transportPorts) {
  private static final Pattern PORTS = Pattern.compile("\\d{1,5}(-\\d{1,5})?");

  public EngineSettings {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException("httpPort " + httpPort + " is not within 0 to 65535");
    }
    if (!PORTS.matcher(transportPorts).matches()) {
      throw new IllegalArgumentException("transportPorts: \"" + transportPorts + "\" is no range");
    }
  }
}
