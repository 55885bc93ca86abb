package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import io.loggia.pipeline.Template;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** How stdout writes an event. */
@FunctionalInterface
interface Codec {
  Set<String> NAMES = Set.of("dots", "json", "json_lines", "line", "rubydebug");
  Set<String> NOT_SERVED =
      Set.of(
          "avro",
          "cef",
          "cloudfront",
          "cloudtrail",
          "collectd",
          "csv",
          "edn",
          "edn_lines",
          "es_bulk",
          "fluent",
          "graphite",
          "gzip_lines",
          "jdots",
          "msgpack",
          "multiline",
          "netflow",
          "nmap",
          "plain",
          "protobuf");

  String encode(Event event);

  static Codec of(Settings settings) {
    Codec codec =
        switch (settings.plugin()) {
          case "dots" -> event -> ".";
          case "json" -> EventJson::string;
          case "json_lines" -> event -> EventJson.string(event) + "\n";
          case "line" -> line(settings);
          default -> {
            boolean metadata = settings.flag("metadata", false);
            yield event -> RubyDebug.print(event, metadata);
          }
        };
    settings.text("charset");
    settings.text("id");
    settings.flag("enable_metric", true);
    settings.finish();
    return codec;
  }

  private static Codec line(Settings settings) {
    Template format = settings.template("format").orElse(null);
    String delimiter = settings.text("delimiter", "\n");
    if (format != null) {
      return event -> format.render(event) + delimiter;
    }
    Template standard = Template.parse("%{@timestamp} %{host} %{message}");
    return event -> standard.render(event) + delimiter;
  }

  default byte[] bytes(Event event) {
    return encode(event).getBytes(StandardCharsets.UTF_8);
  }
}
