package io.loggia.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What an agent tails and where it remembers how far.
 *
 * @param registryFolder of this agent alone; made when it is not there
 * @param hostName goes into every event as {@code host.name}
 * @param scanInterval how often new, renamed and deleted files are looked for
 * @param clock tells read times
 * @param maxOpenFiles how many descriptors are kept; files that are idle do without
 */
public record AgentSettings(
    Path registryFolder,
    String hostName,
    List<FileInput> inputs,
    Duration scanInterval,
    InstantSource clock,
    int maxOpenFiles) {
  public static final Duration DEFAULT_SCAN_INTERVAL = Duration.ofSeconds(1);
  public static final int DEFAULT_MAX_OPEN_FILES = 1000;

  public AgentSettings {
    inputs = List.copyOf(inputs);
    if (scanInterval.isNegative() || scanInterval.isZero()) {
      throw new IllegalArgumentException("a scan interval of " + scanInterval);
    }
    if (maxOpenFiles < 1) {
      throw new IllegalArgumentException("maxOpenFiles " + maxOpenFiles + " is less than 1");
    }
  }

  /** Settings with the defaults and the system's clock. */
  public static AgentSettings of(Path registryFolder, String hostName, List<FileInput> inputs) {
    return new AgentSettings(
        registryFolder,
        hostName,
        inputs,
        DEFAULT_SCAN_INTERVAL,
        InstantSource.system(),
        DEFAULT_MAX_OPEN_FILES);
  }
}
