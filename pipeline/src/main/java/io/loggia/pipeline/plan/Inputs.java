package io.loggia.pipeline.plan;

import io.loggia.pipeline.InputSpec;
import io.loggia.pipeline.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The table of inputs: name to constructor. */
final class Inputs {
  static final Map<String, BiFunction<Settings, InputSpec.Common, InputSpec>> TABLE =
      Map.of("beats", Inputs::beats, "stdin", Inputs::stdin, "tcp", Inputs::tcp);

  /** Inputs that Logstash has and this version does not open from a pipeline file. */
  static final Set<String> NOT_SERVED =
      Set.of(
          "azure_event_hubs",
          "cloudwatch",
          "couchdb_changes",
          "dead_letter_queue",
          "elastic_agent",
          "elastic_serverless_forwarder",
          "elasticsearch",
          "exec",
          "file",
          "ganglia",
          "gelf",
          "generator",
          "github",
          "google_cloud_storage",
          "google_pubsub",
          "graphite",
          "heartbeat",
          "http",
          "http_poller",
          "imap",
          "irc",
          "java_generator",
          "java_stdin",
          "jdbc",
          "jms",
          "jmx",
          "kafka",
          "kinesis",
          "logstash",
          "log4j",
          "lumberjack",
          "meetup",
          "pipe",
          "pipeline",
          "puppet_facter",
          "rabbitmq",
          "redis",
          "relp",
          "rss",
          "s3",
          "s3-sns-sqs",
          "salesforce",
          "snmp",
          "snmptrap",
          "sqlite",
          "sqs",
          "stomp",
          "syslog",
          "twitter",
          "udp",
          "unix",
          "varnishlog",
          "websocket",
          "wmi",
          "xmpp");

  private static final String LOOPBACK = "127.0.0.1";
  private static final List<String> TRANSPORT =
      List.of(
          "add_hostname",
          "cipher_suites",
          "client_inactivity_timeout",
          "congestion_threshold",
          "dns_reverse_lookup_enabled",
          "enrich",
          "event_loop_threads",
          "executor_threads",
          "include_codec_tag",
          "include_source_metadata",
          "mode",
          "proxy_protocol",
          "ssl",
          "ssl_cert",
          "ssl_certificate",
          "ssl_certificate_authorities",
          "ssl_cipher_suites",
          "ssl_client_authentication",
          "ssl_enable",
          "ssl_enabled",
          "ssl_extra_chain_certs",
          "ssl_handshake_timeout",
          "ssl_key",
          "ssl_key_passphrase",
          "ssl_keystore_password",
          "ssl_keystore_path",
          "ssl_keystore_type",
          "ssl_peer_metadata",
          "ssl_supported_protocols",
          "ssl_truststore_password",
          "ssl_truststore_path",
          "ssl_truststore_type",
          "ssl_verification_mode",
          "ssl_verify",
          "ssl_verify_mode",
          "target_field_for_codec",
          "tcp_keep_alive",
          "tls_max_version",
          "tls_min_version");

  private Inputs() {}

  /** The options that every input has. */
  static InputSpec.Common common(Settings settings, String id) {
    Map<Template, Template> fields = new LinkedHashMap<>();
    settings
        .textHash("add_field")
        .forEach(
            (name, value) ->
                settings
                    .template("add_field", name)
                    .ifPresent(
                        field ->
                            settings
                                .template("add_field", value)
                                .ifPresent(text -> fields.put(field, text))));
    return new InputSpec.Common(
        id, settings.text("type"), settings.texts("tags", new ArrayList<>()), fields);
  }

  private static InputSpec beats(Settings settings, InputSpec.Common common) {
    refuseTransport(settings);
    codec(settings, "plain", Set.of("plain"));
    return new InputSpec.Beats(settings.text("host", LOOPBACK), port(settings), common);
  }

  private static InputSpec tcp(Settings settings, InputSpec.Common common) {
    refuseTransport(settings);
    String codec = codec(settings, "line", Set.of("line", "plain", "json", "json_lines"));
    return new InputSpec.Tcp(settings.text("host", LOOPBACK), port(settings), codec, common);
  }

  private static InputSpec stdin(Settings settings, InputSpec.Common common) {
    String codec = codec(settings, "line", Set.of("line", "plain", "json", "json_lines"));
    return new InputSpec.Stdin(codec, common);
  }

  private static int port(Settings settings) {
    if (!settings.has("port")) {
      settings.problem("port", "is required");
    }
    return (int) settings.number("port", 0, 0, 65_535);
  }

  private static String codec(Settings settings, String standard, Set<String> served) {
    settings.text("ecs_compatibility");
    Settings codec = settings.nested("codec").orElse(null);
    if (codec == null) {
      return standard;
    }
    if (!served.contains(codec.plugin())) {
      settings.problem("codec", Plugins.unknown("codec", codec.plugin(), served, Codec.NOT_SERVED));
    }
    codec.choice("charset", "UTF-8", "UTF-8");
    codec.finish();
    return codec.plugin();
  }

  /** These would change how safe or how strict the listener is, so they are not passed over. */
  private static void refuseTransport(Settings settings) {
    for (String name : TRANSPORT) {
      settings.refuse(
          name,
          n ->
              "is not served in a pipeline file by this version; set up the listener in"
                  + " loggia.yml and remove this input or this option");
    }
  }
}
