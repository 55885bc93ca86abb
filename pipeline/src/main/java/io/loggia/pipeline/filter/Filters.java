package io.loggia.pipeline.filter;

import io.loggia.pipeline.plan.Settings;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The table of filters: name to constructor. */
public final class Filters {
  public static final Map<String, Function<Settings, Filter>> TABLE =
      Map.of(
          "date", DateFilter::new,
          "drop", DropFilter::new,
          "grok", GrokFilter::new,
          "json", JsonFilter::new,
          "kv", KvFilter::new,
          "mutate", MutateFilter::new);

  /** Filters that Logstash has and this version does not. */
  public static final Set<String> NOT_SERVED =
      Set.of(
          "aggregate",
          "alter",
          "anonymize",
          "cidr",
          "cipher",
          "clone",
          "csv",
          "de_dot",
          "dissect",
          "dns",
          "elapsed",
          "elastic_integration",
          "elasticsearch",
          "environment",
          "extractnumbers",
          "fingerprint",
          "geoip",
          "http",
          "i18n",
          "java_uuid",
          "jdbc_static",
          "jdbc_streaming",
          "json_encode",
          "memcached",
          "metricize",
          "metrics",
          "multiline",
          "prune",
          "range",
          "ruby",
          "sleep",
          "split",
          "syslog_pri",
          "threats_classifier",
          "throttle",
          "tld",
          "translate",
          "truncate",
          "urldecode",
          "useragent",
          "uuid",
          "wurfl_device_detection",
          "xml");

  private Filters() {}
}
