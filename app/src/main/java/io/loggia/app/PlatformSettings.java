package io.loggia.app;

import io.loggia.kernel.ConfigurationException;
import io.loggia.kernel.Problem;
import io.loggia.kernel.YamlSection;
import io.loggia.pipeline.EcsCompatibility;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code loggia.yml}: what runs here and where it listens. Every key has a default; the file may be
 * missing.
 *
 * @param roles what runs in this process: agent, broker, console
 * @param host the address that everything binds to
 * @param ownLog whether the agent tails Loggia's own log too
 * @param buffer how much the durable queue may hold, in bytes
 * @param engine how the store runs
 */
record PlatformSettings(
    String nodeName,
    Set<Role> roles,
    String host,
    boolean ownLog,
    Ports ports,
    Buffer buffer,
    Engine engine,
    Pipeline pipeline) {

  enum Role {
    /** Tails the files that {@code conf/agent} names. */
    AGENT,
    /** Takes events in, buffers, parses and stores them. */
    BROKER,
    /** Serves the web pages. */
    CONSOLE
  }

  /** Ports; 0 takes any free one, -1 switches the listener off. */
  record Ports(int beats, int tcp, int engine, String transport, int console, int api) {}

  /** Sizes in bytes. */
  record Buffer(long capacity, long segment, long minFreeDisk) {}

  /** A size in bytes: indices are read-only while the disk has less left. */
  record Engine(long diskReserve) {}

  record Pipeline(int workers, int batchSize, EcsCompatibility ecs, boolean supportEscapes) {}

  /** Reads {@code loggia.yml} in the folder, then the assignments of {@code --set}. */
  static PlatformSettings read(
      Path configuration, List<String> assignments, Function<String, Optional<String>> variables) {
    requireFolder(configuration);
    Path file = configuration.resolve("loggia.yml");
    YamlSection root =
        Files.exists(file)
            ? YamlSection.read(file, variables)
            : YamlSection.parse(file.toString(), "", variables);
    assignments.forEach(root::override);
    PlatformSettings settings = read(root);
    root.check();
    return settings;
  }

  private static PlatformSettings read(YamlSection root) {
    YamlSection ports = root.sectionOrEmpty("ports");
    YamlSection buffer = root.sectionOrEmpty("buffer");
    YamlSection pipeline = root.sectionOrEmpty("pipeline");
    int processors = Runtime.getRuntime().availableProcessors();
    return new PlatformSettings(
        root.sectionOrEmpty("node").string("name", Home.hostName()),
        roles(root),
        host(root),
        root.bool("own_log", true),
        new Ports(
            port(ports, "beats", 5044),
            port(ports, "tcp", 5170),
            port(ports, "engine", 9200),
            ports.string("transport", "9300-9399"),
            port(ports, "console", 5601),
            port(ports, "api", 9600)),
        new Buffer(
            buffer.bytes("capacity", 1L << 30),
            buffer.bytes("segment", 64L << 20),
            buffer.bytes("min_free_disk", 256L << 20)),
        new Engine(root.sectionOrEmpty("engine").bytes("disk_reserve", 1L << 30)),
        new Pipeline(
            (int) pipeline.integer("workers", processors + 2, 1, 256),
            (int) pipeline.integer("batch_size", 4_000, 1, 100_000),
            ecs(pipeline),
            pipeline.bool("support_escapes", false)));
  }

  private static int port(YamlSection ports, String name, int byDefault) {
    return (int) ports.integer(name, byDefault, -1, 65_535);
  }

  private static EcsCompatibility ecs(YamlSection pipeline) {
    String ecs = pipeline.string("ecs_compatibility", "v8");
    if (!ecs.equals("v8") && !ecs.equals("disabled")) {
      pipeline.problem("ecs_compatibility", "\"" + ecs + "\" is neither disabled nor v8");
    }
    return ecs.equals("disabled") ? EcsCompatibility.DISABLED : EcsCompatibility.V8;
  }

  private static Set<Role> roles(YamlSection root) {
    Set<Role> roles = new HashSet<>();
    for (String name : root.strings("roles")) {
      switch (name) {
        case "agent" -> roles.add(Role.AGENT);
        case "broker" -> roles.add(Role.BROKER);
        case "console" -> roles.add(Role.CONSOLE);
        default -> root.problem("roles", "\"" + name + "\" is none of agent, broker, console");
      }
    }
    if (roles.equals(Set.of(Role.AGENT))) {
      root.problem("roles", "only the agent: start it with \"loggia agent\", which is smaller");
    }
    return roles.isEmpty() ? Set.of(Role.values()) : roles;
  }

  private static String host(YamlSection root) {
    String host = root.string("host", "127.0.0.1");
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        root.problem(
            "host",
            "\""
                + host
                + "\" can be reached from other machines, and this version has neither users nor"
                + " TLS to protect it; keep 127.0.0.1 and reach it through an SSH tunnel"
                + " (ssh -L 5601:127.0.0.1:5601 …)");
      }
    } catch (UnknownHostException e) {
      root.problem("host", "\"" + host + "\" is no address of this machine");
    }
    return host;
  }

  /** A folder that is missing is mostly a slip of the pen, and must not mean the defaults. */
  static void requireFolder(Path configuration) {
    if (!Files.isDirectory(configuration)) {
      throw new ConfigurationException(
          new Problem(
              configuration.toString(), 0, 0, "no such folder; name the right one with --conf"));
    }
  }

  /** The files of a sub-folder of the configuration with this ending, in order of their names. */
  static List<Path> files(Path configuration, String folder, String... endings) {
    Path directory = configuration.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ConfigurationException(
          new Problem(directory.toString(), 0, 0, "cannot be listed: " + e.getMessage()));
    }
  }
}
