package io.loggia.app.monitor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/** This process in the words of Logstash's {@code /_node/stats}. */
final class JvmStats {
  private JvmStats() {}

  static Map<String, Object> jvm() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    Map<String, Object> collectors = new LinkedHashMap<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectors.put(
          collector.getName(),
          Map.of(
              "collection_count", collector.getCollectionCount(),
              "collection_time_in_millis", collector.getCollectionTime()));
    }
    return Map.of(
        "threads",
            Map.of(
                "count", ManagementFactory.getThreadMXBean().getThreadCount(),
                "peak_count", ManagementFactory.getThreadMXBean().getPeakThreadCount()),
        "mem",
            Map.of(
                "heap_used_in_bytes", heap.getUsed(),
                "heap_committed_in_bytes", heap.getCommitted(),
                "heap_max_in_bytes", heap.getMax(),
                "heap_used_percent", heap.getMax() > 0 ? 100 * heap.getUsed() / heap.getMax() : 0L,
                "non_heap_used_in_bytes", other.getUsed(),
                "non_heap_committed_in_bytes", other.getCommitted()),
        "gc", Map.of("collectors", collectors),
        "uptime_in_millis", ManagementFactory.getRuntimeMXBean().getUptime());
  }

  static Map<String, Object> process() {
    Map<String, Object> process = new LinkedHashMap<>();
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      process.put("open_file_descriptors", unix.getOpenFileDescriptorCount());
      process.put("max_file_descriptors", unix.getMaxFileDescriptorCount());
      process.put(
          "cpu",
          Map.of(
              "total_in_millis",
              unix.getProcessCpuTime() / 1_000_000,
              "percent",
              (long) (100 * unix.getProcessCpuLoad())));
    }
    return process;
  }
}
