package io.loggia.pipeline.plan;

import io.loggia.pipeline.ElasticsearchOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The table of outputs: name to constructor. */
final class Outputs {
  static final Map<String, BiFunction<Settings, PluginMeters, OutputStep>> TABLE =
      Map.of(
          "elasticsearch",
          (settings, meters) -> new StoreStep(elasticsearch(settings), meters),
          "stdout",
          Outputs::stdout);

  /** Outputs that Logstash has and this version does not. */
  static final Set<String> NOT_SERVED =
      Set.of(
          "boundary",
          "circonus",
          "cloudwatch",
          "csv",
          "datadog",
          "datadog_metrics",
          "dynatrace",
          "elastic_app_search",
          "elastic_workplace_search",
          "email",
          "exec",
          "file",
          "ganglia",
          "gelf",
          "google_bigquery",
          "google_cloud_storage",
          "google_pubsub",
          "graphite",
          "graphtastic",
          "http",
          "influxdb",
          "irc",
          "java_stdout",
          "juggernaut",
          "kafka",
          "librato",
          "logstash",
          "loggly",
          "lumberjack",
          "metriccatcher",
          "mongodb",
          "nagios",
          "nagios_nsca",
          "null",
          "opensearch",
          "opentsdb",
          "pagerduty",
          "pipe",
          "pipeline",
          "rabbitmq",
          "redis",
          "redmine",
          "riak",
          "riemann",
          "s3",
          "sink",
          "sns",
          "solr_http",
          "sqs",
          "statsd",
          "stomp",
          "syslog",
          "tcp",
          "timber",
          "udp",
          "webhdfs",
          "websocket",
          "xmpp",
          "zabbix");

  /** Where and how to connect, and what to prepare there: kept as written. */
  private static final List<String> CONNECTION =
      List.of(
          "api_key",
          "bulk_path",
          "ca_trusted_fingerprint",
          "cacert",
          "cloud_auth",
          "cloud_id",
          "compression_level",
          "custom_headers",
          "data_stream",
          "data_stream_auto_routing",
          "data_stream_dataset",
          "data_stream_namespace",
          "data_stream_sync_fields",
          "data_stream_type",
          "dlq_custom_codes",
          "dlq_on_failed_indexname_interpolation",
          "drop_error_types",
          "ecs_compatibility",
          "failure_type_logging_whitelist",
          "healthcheck_path",
          "http_compression",
          "ilm_enabled",
          "ilm_pattern",
          "ilm_policy",
          "ilm_rollover_alias",
          "keystore",
          "keystore_password",
          "manage_template",
          "parameters",
          "password",
          "path",
          "pool_max",
          "pool_max_per_route",
          "proxy",
          "resurrect_delay",
          "retry_initial_interval",
          "retry_max_interval",
          "retry_on_conflict",
          "silence_errors_in_log",
          "sniffing",
          "sniffing_delay",
          "sniffing_path",
          "ssl",
          "ssl_certificate",
          "ssl_certificate_authorities",
          "ssl_certificate_verification",
          "ssl_cipher_suites",
          "ssl_enabled",
          "ssl_key",
          "ssl_keystore_password",
          "ssl_keystore_path",
          "ssl_keystore_type",
          "ssl_supported_protocols",
          "ssl_truststore_password",
          "ssl_truststore_path",
          "ssl_truststore_type",
          "ssl_verification_mode",
          "template",
          "template_api",
          "template_name",
          "template_overwrite",
          "timeout",
          "truststore",
          "truststore_password",
          "user",
          "validate_after_inactivity");

  /** What would change documents. */
  private static final List<String> REFUSED =
      List.of(
          "doc_as_upsert",
          "document_type",
          "join_field",
          "parent",
          "routing",
          "script",
          "script_lang",
          "script_type",
          "script_var_name",
          "scripted_upsert",
          "upsert",
          "version",
          "version_type");

  private Outputs() {}

  private static ElasticsearchOutput elasticsearch(Settings settings) {
    for (String name : REFUSED) {
      settings.refuse(
          name, n -> "is not served by this version: documents are stored as they are; remove it");
    }
    Map<String, Object> connection = new HashMap<>();
    for (String name : CONNECTION) {
      Optional.ofNullable(settings.raw(name)).ifPresent(value -> connection.put(name, value));
    }
    return new ElasticsearchOutput(
        settings.template("index"),
        settings.template("document_id"),
        settings.choice("action", "index", "index", "create"),
        settings.texts("hosts", List.of()),
        settings.template("pipeline"),
        connection);
  }

  private static OutputStep stdout(Settings settings, PluginMeters meters) {
    Settings codec = settings.nested("codec").orElse(null);
    if (codec == null) {
      return new StdoutStep(event -> RubyDebug.print(event, false), meters);
    }
    if (!Codec.NAMES.contains(codec.plugin())) {
      settings.problem(
          "codec", Plugins.unknown("codec", codec.plugin(), Codec.NAMES, Codec.NOT_SERVED));
      return new StdoutStep(event -> "", meters);
    }
    return new StdoutStep(Codec.of(codec), meters);
  }
}
