package io.loggia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.kernel.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompileTest {
  private final Recorded recorded = new Recorded();

  @Test
  void files_are_joined_in_the_order_of_their_names_and_errors_keep_their_file() {
    List<PipelineSource> sources =
        List.of(
            new PipelineSource("20.conf", "filter { mutate { add_tag => ['second'] } }"),
            new PipelineSource("10.conf", "filter { mutate { add_tag => ['first'] } }"));
    Pipeline pipeline = Pipeline.compile(sources, Recorded.OPTIONS, recorded, recorded.metrics);
    assertThat(pipeline.filter(List.of(Recorded.message("x"))).getFirst().get("tags"))
        .isEqualTo(List.of("first", "second"));

    List<PipelineSource> wrong =
        List.of(
            new PipelineSource("b.conf", "filter {\n  mutat { }\n}"),
            new PipelineSource("a.conf", "filter {"),
            new PipelineSource(
                "c.conf", "output { stdout { codec => rubydebug { metdata => true } } }"));
    assertThatThrownBy(() -> Pipeline.compile(wrong, Recorded.OPTIONS, recorded, recorded.metrics))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            a.conf:1:9: expected a plugin's name, an if, or }, found the end of the file
            b.conf:2:3: there is no filter "mutat"; did you mean "mutate"?
            c.conf:1:40: rubydebug has no option "metdata"; did you mean "metadata"?""");
    assertThat(recorded.settings).hasSize(1);
  }

  @Test
  void inputs_become_records_for_the_application() {
    Pipeline pipeline =
        recorded.compile(
            Recorded.OPTIONS,
            """
            input {
              beats { port => 5044 id => "b" }
              tcp { port => "5170" host => "0.0.0.0" codec => json_lines {} type => "app"
                    tags => ["t"] add_field => { "f" => "%{type}" } id => "t" }
              stdin { id => "s" }
            }
            """);
    assertThat(pipeline.inputs())
        .containsExactly(
            new InputSpec.Beats(
                "127.0.0.1",
                5044,
                new InputSpec.Common("b", Optional.empty(), List.of(), Map.of())),
            new InputSpec.Tcp(
                "0.0.0.0",
                5170,
                "json_lines",
                new InputSpec.Common(
                    "t",
                    Optional.of("app"),
                    List.of("t"),
                    Map.of(Template.literal("f"), Template.parse("%{type}")))),
            new InputSpec.Stdin(
                "line", new InputSpec.Common("s", Optional.empty(), List.of(), Map.of())));
  }

  @Test
  void elasticsearch_keeps_how_to_connect_and_its_templates() {
    recorded.compile(
        Recorded.OPTIONS,
        "output { elasticsearch { hosts => ['a:9200'] index => 'x-%{+YYYY}' document_id => '%{id}'"
            + " action => create user => 'u' ssl_enabled => true } }");
    ElasticsearchOutput output = recorded.settings.getFirst();
    assertThat(output.hosts()).containsExactly("a:9200");
    assertThat(output.index().orElseThrow().render(new Event(Recorded.NOW))).isEqualTo("x-2026");
    assertThat(output.action()).isEqualTo("create");
    assertThat(output.connection()).isEqualTo(Map.of("user", "u", "ssl_enabled", "true"));
  }

  @Test
  void repeated_options_merge() {
    Event event =
        Recorded.filter(
            "mutate { add_field => { 'a' => 1 } add_field => { 'b' => 2 } add_tag => x1 add_tag => y1 }",
            "m");
    assertThat(event.fields()).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(event.get("tags")).isEqualTo(List.of("x1", "y1"));
  }

  @Test
  void texts_are_raw_unless_escapes_are_supported() {
    String text = "filter { mutate { replace => { message => 'a\\n\\'b' } } }";
    Pipeline raw = recorded.compile(Recorded.OPTIONS, text);
    Pipeline escaped = recorded.compile(Recorded.OPTIONS.withSupportEscapes(true), text);
    assertThat(raw.filter(List.of(Recorded.message("x"))).getFirst().get("message"))
        .isEqualTo("a\\n\\'b");
    assertThat(escaped.filter(List.of(Recorded.message("x"))).getFirst().get("message"))
        .isEqualTo("a\n'b");
  }

  @Test
  void outputs_before_the_last_get_copies_and_conditions_choose() throws Exception {
    Pipeline pipeline =
        recorded.compile(
            Recorded.OPTIONS,
            """
            output {
              elasticsearch { index => "all" }
              if [message] == "b" { elasticsearch { index => "some" } }
              stdout { codec => line { format => "%{message}!" } }
            }
            """);
    Event a = Recorded.message("a");
    Event b = Recorded.message("b");
    pipeline.accept(new Batch(new ArrayList<>(List.of(a, b))));
    assertThat(recorded.stored.get(0)).hasSize(2).doesNotContain(a, b);
    assertThat(recorded.stored.get(1)).hasSize(1);
    assertThat(recorded.printed()).isEqualTo("a!\nb!\n");
  }

  @Test
  void codecs_of_stdout_print_what_logstash_prints() throws Exception {
    Pipeline pipeline =
        recorded.compile(
            Recorded.OPTIONS,
            "output { stdout { codec => rubydebug { metadata => true } } stdout { codec => json_lines }"
                + " stdout { codec => dots } stdout { codec => json } }");
    Event event = Recorded.message("say \"hi\"");
    event.set("n", List.of(1L, "x"));
    event.metadata().put("k", true);
    pipeline.accept(Batch.of(event));
    assertThat(recorded.printed())
        .isEqualTo(
            """
            {
                "@timestamp" => 2026-11-20T10:00:00.000Z,
                   "message" => "say \\"hi\\"",
                         "n" => [
                    [0] 1,
                    [1] "x"
                ],
                 "@metadata" => {
                    "k" => true
                }
            }
            {"@timestamp":"2026-11-20T10:00:00.000Z","message":"say \\"hi\\"","n":[1,"x"]}
            .{"@timestamp":"2026-11-20T10:00:00.000Z","message":"say \\"hi\\"","n":[1,"x"]}""");
  }

  @Test
  void events_plugins_and_failures_are_counted() throws Exception {
    Pipeline pipeline =
        recorded.compile(
            Recorded.OPTIONS,
            "filter { grok { id => gg match => { message => '^ok' } } if [message] == 'no' { drop {} } }");
    pipeline.accept(
        new Batch(
            new ArrayList<>(
                List.of(Recorded.message("ok"), Recorded.message("no"), Recorded.message("bad")))));
    assertThat(recorded.metrics.counter("loggia.pipeline.in").count()).isEqualTo(3);
    assertThat(recorded.metrics.counter("loggia.pipeline.out").count()).isEqualTo(2);
    assertThat(recorded.metrics.counter("loggia.pipeline.dropped").count()).isEqualTo(1);
    assertThat(
            recorded
                .metrics
                .get("loggia.pipeline.filter.failures")
                .tag("name", "grok")
                .counter()
                .count())
        .isEqualTo(2);
  }
}
