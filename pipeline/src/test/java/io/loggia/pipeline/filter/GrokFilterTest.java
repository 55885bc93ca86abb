package io.loggia.pipeline.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Pipeline;
import io.loggia.pipeline.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrokFilterTest {
  @Test
  void runaway_pattern_is_cut_off_and_the_event_goes_on_tagged() {
    Event event =
        Recorded.filter(
            "grok { match => { message => '^(a|aa|aaa)+$(?<x>b)' } timeout_millis => 50 }",
            "a".repeat(400));
    assertThat(event.get("tags")).isEqualTo(List.of("_groktimeout"));
  }

  @Test
  void time_is_shared_by_all_patterns_where_the_event_has_one_limit() {
    Event event =
        Recorded.filter(
            "grok { match => { message => ['^(a|aa|aaa)+$(?<x>b)', '(?<y>a)'] } timeout_millis => 50"
                + " timeout_scope => event tag_on_timeout => 'slow' }",
            "a".repeat(400));
    assertThat(event.get("tags")).isEqualTo(List.of("slow"));
    assertThat(event.fields()).doesNotContainKey("y");
  }

  @Test
  void interrupted_thread_leaves_a_runaway_pattern_with_the_batch_unanswered() throws Exception {
    Pipeline pipeline =
        Recorded.filters(
            "grok { match => { message => '^(a|aa|aaa)+$(?<x>b)' } timeout_millis => 0 }");
    Event event = Recorded.message("a".repeat(400));
    Throwable[] thrown = new Throwable[1];
    Thread worker =
        Thread.ofPlatform()
            .name("worker")
            .start(
                () -> {
                  try {
                    pipeline.filter(List.of(event));
                  } catch (IllegalStateException stopped) {
                    thrown[0] = stopped;
                  }
                });
    worker.interrupt();
    worker.join(20_000);
    assertThat(worker.isAlive()).isFalse();
    assertThat(thrown[0]).hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(event.fields()).doesNotContainKey("tags");
  }

  @Test
  void patterns_come_from_files_too(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine"), "# mine\nDUCK (?:quack|QUACK)\n\nDUCKS %{DUCK}+\n");
    Event event =
        Recorded.filter(
            "grok { patterns_dir => ['" + folder + "'] match => { message => '%{DUCKS:said}' } }",
            "then quackQUACK went");
    assertThat(event.get("said")).isEqualTo("quackQUACK");
  }

  @Test
  void unnamed_references_capture_where_they_are_asked_to() {
    Event event =
        Recorded.filter(
            "grok { match => { message => '%{WORD} %{INT:n}' } named_captures_only => false }",
            "a 1");
    assertThat(event.fields()).containsEntry("WORD", "a").containsEntry("n", "1");
  }

  @Test
  void text_outside_ascii_is_captured_whole() {
    Event event =
        Recorded.filter(
            "grok { match => { message => '%{NOTSPACE:w} (?<rest>.*)' } }", "größe 🙂 ü");
    assertThat(event.get("w")).isEqualTo("größe");
    assertThat(event.get("rest")).isEqualTo("🙂 ü");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "IP             | 2001:db8::8a2e:370:7334    | true",
        "IP             | ::ffff:10.0.0.1            | true",
        "IP             | 1:2:3:4:5:6:7:8            | true",
        "IP             | 1:2:3:4:5:6:7::            | true",
        "IP             | ::                         | true",
        "IP             | fe80::1%eth0               | true",
        "IP             | 1:2:3                      | false",
        "IP             | 256.1.1.1                  | false",
        "IP             | 1.2.3                      | false",
        "HOSTNAME       | a-b.example.com            | true",
        "HOSTPORT       | example.com:80             | true",
        "NUMBER         | -1.5                       | true",
        "NUMBER         | .5                         | true",
        "NUMBER         | 1.5.1                      | false",
        "UUID           | 123e4567-e89b-12d3-a456-426614174000 | true",
        "MAC            | 00:1A:2b:3c:4d:5e          | true",
        "MAC            | 001a.2b3c.4d5e             | true",
        "QS             | `\"say \\\"hi\\\"\"`       | true",
        "QS             | \"open                     | false",
        "URI            | https://u:p@h.example:8443/p/a?q=1 | true",
        "PATH           | /var/log/x.log             | true",
        "PATH           | C:\\Temp\\x                | true",
        "MONTH          | Sept                       | false",
        "MONTH          | March                      | true",
        "MONTH          | März                       | true",
        "TIMESTAMP_ISO8601 | 2025-01-02T03:04:05,678+01:00 | true",
        "TIMESTAMP_ISO8601 | 2025-01-02 03:04        | true",
        "HTTPDATE       | 10/Oct/2025:13:55:36 -0700 | true",
        "SYSLOGTIMESTAMP| Nov  1 01:02:03            | true",
        "LOGLEVEL       | WARNING                    | true",
        "LOGLEVEL       | loud                       | false",
        "EMAILADDRESS   | a.b+c@example.com          | true",
        "DATESTAMP_RFC2822 | Mon, 02 Jan 2006 15:04:05 -0700 | true",
        "TTY            | /dev/pts/3                 | true"
      })
  void pattern_covers_the_whole_text_or_not(String pattern, String text, boolean matches) {
    Event event =
        Recorded.filter("grok { match => { message => '\\A%{" + pattern + ":x}\\z' } }", text);
    assertThat(event.fields().containsKey("x")).isEqualTo(matches);
  }

  @Test
  void syslog_and_apache_error_lines_have_patterns() {
    Event syslog =
        Recorded.filter(
            "grok { match => { message => '%{SYSLOGBASE} %{GREEDYDATA:text}' } }",
            "Oct 11 22:14:15 mymachine su[123]: 'su root' failed");
    assertThat(syslog.get(FieldPath.parse("[process][pid]"))).isEqualTo(123L);
    assertThat(syslog.get(FieldPath.parse("[host][hostname]"))).isEqualTo("mymachine");
    Event error =
        Recorded.filter(
            "grok { match => { message => '%{HTTPD_ERRORLOG}' } overwrite => message }",
            "[Mon Aug 31 09:30:48.958285 2015] [proxy_fcgi:error] [pid 28787:tid 140169587934976] (70008)Partial results are valid but processing is incomplete: [client 58.13.45.166:59307] AH01075: Error dispatching request to : (reading input brigade)");
    assertThat(error.get(FieldPath.parse("[log][level]"))).isEqualTo("error");
    assertThat(error.get(FieldPath.parse("[source][port]"))).isEqualTo(59307L);
    assertThat(error.get(FieldPath.parse("[error][code]"))).isEqualTo("AH01075");
  }
}
