package io.loggia.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.loggia.app.ConfigurationCheck;
import io.loggia.kernel.ConfigurationException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The checks of {@code loggia doctor}, in the order in which a start would fail. */
public final class Doctor {
  private static final long LEAST_MEMORY = 1L << 30;
  private static final long LEAST_DISK = 4L << 30;
  private static final long LEAST_DESCRIPTORS = 4096;

  private final Path configuration;
  private final Path data;
  private final List<String> assignments;

  public Doctor(Path configuration, Path data, List<String> assignments) {
    this.configuration = configuration;
    this.data = data;
    this.assignments = assignments;
  }

  /** Runs every check; none stops the others. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("java", Runtime.version().toString()));
    findings.add(memory());
    findings.add(descriptors());
    findings.addAll(dataFolder());
    findings.addAll(configuration());
    return findings;
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long bytes = system.getTotalMemorySize();
    String found = megabytes(bytes) + " in this machine";
    return bytes < LEAST_MEMORY
        ? Finding.advice("memory", found + "; with less than 1 GB the engine will be slow")
        : Finding.good("memory", found);
  }

  private static Finding descriptors() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long most = unix.getMaxFileDescriptorCount();
      return most < LEAST_DESCRIPTORS
          ? Finding.advice(
              "open files", "at most " + most + "; raise it to 65536 (ulimit -n, LimitNOFILE)")
          : Finding.good("open files", "at most " + most);
    }
    return Finding.good("open files", "not limited by this system");
  }

  private List<Finding> dataFolder() {
    Path folder = data.toAbsolutePath();
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      return List.of(
          Finding.failure(
              "data folder", there + " cannot be written; run as its owner or use --data"));
    }
    return List.of(lock(folder), space(there));
  }

  private static Finding lock(Path folder) {
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return Finding.good("data folder", folder + " (will be made)");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null
          ? Finding.advice("data folder", folder + " is in use: a Loggia is running")
          : Finding.good("data folder", folder.toString());
    } catch (IOException e) {
      return Finding.failure("data folder", folder + ": " + e.getMessage());
    }
  }

  private static Finding space(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String found = megabytes(free) + " free at " + folder;
      return free < LEAST_DISK
          ? Finding.advice("disk", found + "; below 1 GB the engine takes nothing any more")
          : Finding.good("disk", found);
    } catch (IOException e) {
      return Finding.failure("disk", folder + ": " + e.getMessage());
    }
  }

  private List<Finding> configuration() {
    List<Finding> findings = new ArrayList<>();
    try {
      ConfigurationCheck checked = ConfigurationCheck.of(configuration, data, assignments);
      findings.add(Finding.good("configuration", checked.summary()));
      checked.ports().forEach((name, port) -> findings.add(port(checked.host(), name, port)));
      checked
          .unreadablePaths()
          .forEach(
              path ->
                  findings.add(
                      Finding.advice(
                          "log files",
                          path + " cannot be read; run as a user of its group (often adm)")));
    } catch (ConfigurationException e) {
      e.problems()
          .forEach(problem -> findings.add(Finding.failure("configuration", problem.toString())));
    } catch (IOException e) {
      findings.add(Finding.failure("configuration", String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private static Finding port(String host, String name, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Finding.good("port " + port, name + ": free");
    } catch (IOException e) {
      return Finding.advice(
          "port " + port,
          name + ": in use; by a running Loggia, or stop the other program, or set ports." + name);
    }
  }

  private static String megabytes(long bytes) {
    return (bytes >> 20) + " MB";
  }
}
