package io.loggia.agent;

import io.loggia.kernel.ConfigurationException;
import io.loggia.kernel.Problem;
import io.loggia.kernel.YamlSection;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code filebeat.yml} as Filebeat does, as far as it is served: what to tail and where to
 * ship. What would change the events and is not served is refused by name; what only tunes Filebeat
 * (its queue, its registry, its log) is accepted, has no effect, and is named once in the log.
 */
public final class FilebeatConfiguration {
  private static final System.Logger LOG = System.getLogger(FilebeatConfiguration.class.getName());

  private static final String WRITE_INPUTS =
      "is not served; write the files as filebeat.inputs, in as many files as you like";
  private static final Map<String, String> REFUSED =
      Map.of(
          "processors", "is not served by the agent; do it in a pipeline and remove this",
          "setup", "is not served; Loggia has its own templates and pages, remove it",
          "cloud", "is not served; name the brokers in output.logstash.hosts");
  private static final List<String> OTHER_OUTPUTS =
      List.of("elasticsearch", "kafka", "redis", "file", "console", "discard");
  private static final Map<String, String> REFUSED_OUTPUT =
      Map.of(
          "ssl", "is not served; remove it, and ship within a network that is trusted or a tunnel",
          "proxy_url", "is not served; remove it and name brokers that are reachable directly",
          "index", "is not served; the index follows from the pipeline, remove it",
          "codec", "is not served; remove it");

  private static final List<String> NO_EFFECT =
      List.of(
          "logging",
          "monitoring",
          "http",
          "queue",
          "max_procs",
          "path",
          "instrumentation",
          "keystore",
          "seccomp",
          "gc_percent",
          "timestamp",
          "features");
  private static final List<String> NO_EFFECT_OUTPUT =
      List.of(
          "loadbalance",
          "worker",
          "workers",
          "bulk_max_size",
          "compression_level",
          "pipelining",
          "ttl",
          "timeout",
          "max_retries",
          "backoff",
          "slow_start",
          "escape_html",
          "queue");
  private static final List<String> NO_EFFECT_FILEBEAT =
      List.of(
          "registry",
          "registry_file",
          "registry_flush",
          "shutdown_timeout",
          "spool_size",
          "idle_timeout",
          "overwrite_pipelines");

  private final List<FileInput> inputs;
  private final Optional<List<HostAndPort>> logstashHosts;

  private FilebeatConfiguration(List<FileInput> inputs, Optional<List<HostAndPort>> logstashHosts) {
    this.inputs = List.copyOf(inputs);
    this.logstashHosts = logstashHosts;
  }

  /**
   * Reads all files; their inputs are added up.
   *
   * @param variables what {@code ${NAME}} stands for; {@code ${path.config}} is the file's folder
   * @throws ConfigurationException with every problem of every file
   */
  public static FilebeatConfiguration read(
      List<Path> files, Function<String, Optional<String>> variables)
      throws ConfigurationException {
    List<FileInput> inputs = new ArrayList<>();
    List<HostAndPort> hosts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        YamlSection root = YamlSection.read(file, name -> variable(file, name, variables));
        readFile(root, file, inputs, hosts);
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new FilebeatConfiguration(
        inputs, hosts.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(hosts)));
  }

  /** What to tail; empty when no input is enabled. */
  public List<FileInput> inputs() {
    return inputs;
  }

  /** The brokers of {@code output.logstash}, when that is configured and enabled. */
  public Optional<List<HostAndPort>> logstashHosts() {
    return logstashHosts;
  }

  private static Optional<String> variable(
      Path file, String name, Function<String, Optional<String>> variables) {
    Path folder = file.toAbsolutePath().getParent();
    return name.equals("path.config") && folder != null
        ? Optional.of(folder.toString())
        : variables.apply(name);
  }

  private static void readFile(
      YamlSection root, Path file, List<FileInput> inputs, List<HostAndPort> hosts) {
    FilebeatInputs reader = FilebeatInputs.of(root, file);
    root.section("filebeat").ifPresent(filebeat -> readFilebeat(filebeat, reader, inputs));
    root.section("output").ifPresent(output -> readOutput(output, hosts));
    REFUSED.forEach(root::refuse);
    noEffect(root, NO_EFFECT);
    root.check();
  }

  private static void readFilebeat(
      YamlSection filebeat, FilebeatInputs reader, List<FileInput> inputs) {
    for (String list : List.of("inputs", "prospectors")) {
      for (YamlSection input : filebeat.sections(list)) {
        reader.read(input).ifPresent(inputs::add);
      }
    }
    for (String key : List.of("modules", "autodiscover", "config_dir")) {
      filebeat.refuse(key, WRITE_INPUTS);
    }
    filebeat
        .section("config")
        .ifPresent(
            config ->
                List.of("inputs", "prospectors", "modules")
                    .forEach(key -> refuseOtherFiles(config, key)));
    noEffect(filebeat, NO_EFFECT_FILEBEAT);
  }

  /** The filebeat.yml that comes with Filebeat names a folder in which nothing is enabled. */
  private static void refuseOtherFiles(YamlSection config, String key) {
    Optional<YamlSection> section = config.section(key);
    if (section.isEmpty()) {
      return;
    }
    noEffect(section.get(), List.of("reload", "enabled"));
    List<Path> files = new ArrayList<>();
    section
        .get()
        .string("path")
        .map(Glob::compile)
        .ifPresent(glob -> glob.expand(new Complaints(), files::add));
    if (!files.isEmpty()) {
      config.problem(key, WRITE_INPUTS + "; it names " + files.getFirst());
    }
  }

  private static void readOutput(YamlSection output, List<HostAndPort> hosts) {
    for (String other : OTHER_OUTPUTS) {
      output.refuse(
          other, "is not served; Loggia stores what it is sent: use output.logstash.hosts");
    }
    output.section("logstash").ifPresent(logstash -> readLogstash(logstash, hosts));
  }

  private static void readLogstash(YamlSection logstash, List<HostAndPort> hosts) {
    boolean enabled = logstash.bool("enabled", true);
    int port = (int) logstash.integer("port", HostAndPort.DEFAULT_PORT, 1, 65_535);
    List<HostAndPort> named = new ArrayList<>();
    for (String host : logstash.strings("hosts")) {
      try {
        named.add(HostAndPort.parse(host, port));
      } catch (IllegalArgumentException e) {
        logstash.problem("hosts", String.valueOf(e.getMessage()));
      }
    }
    REFUSED_OUTPUT.forEach(logstash::refuse);
    noEffect(logstash, NO_EFFECT_OUTPUT);
    if (enabled) {
      if (named.isEmpty()) {
        logstash.problem("hosts", "names no broker; write hosts: [\"broker.example.com:5044\"]");
      } else if (!hosts.isEmpty() && !hosts.equals(named)) {
        logstash.problem("hosts", "another file names other brokers; keep one of them");
      } else {
        hosts.clear();
        hosts.addAll(named);
      }
    }
  }

  static void noEffect(YamlSection section, List<String> keys) {
    List<String> present = keys.stream().filter(section::skip).toList();
    if (!present.isEmpty()) {
      LOG.log(
          Level.INFO,
          "{0}: no effect here, Loggia does this its own way: {1}",
          section.problemHere("").file(),
          String.join(", ", present));
    }
  }
}
