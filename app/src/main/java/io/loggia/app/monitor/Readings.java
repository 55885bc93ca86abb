package io.loggia.app.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads meters by name; a meter that is not there reads 0. */
record Readings(MeterRegistry registry) {
  /** The sum over all tags. */
  long count(String name) {
    return (long) registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  double sum(String name) {
    return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  long gauge(String name) {
    return (long) registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  /** The counters of a name by the value of one of their tags. */
  Map<String, Double> byTag(String name, String tag) {
    return byTag(registry.find(name), tag);
  }

  /** The same for those with a direction, {@code in} or {@code out}. */
  Map<String, Double> byTag(String name, String tag, String direction) {
    return byTag(registry.find(name).tag("direction", direction), tag);
  }

  private static Map<String, Double> byTag(Search meters, String tag) {
    Map<String, Double> counts = new TreeMap<>();
    for (Counter counter : meters.counters()) {
      String value = counter.getId().getTag(tag);
      counts.merge(value == null ? "" : value, counter.count(), Double::sum);
    }
    return counts;
  }

  /** The tags of the meters of a name and a type of plugin: id to name. */
  Map<String, String> plugins(String name, String type) {
    Map<String, String> plugins = new LinkedHashMap<>();
    for (Meter meter : registry.find(name).tag("type", type).meters()) {
      String id = meter.getId().getTag("id");
      String plugin = meter.getId().getTag("name");
      if (id != null && plugin != null) {
        plugins.put(id, plugin);
      }
    }
    return plugins;
  }
}
