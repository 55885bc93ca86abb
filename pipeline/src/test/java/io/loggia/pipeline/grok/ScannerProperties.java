package io.loggia.pipeline.grok;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.pipeline.grok.GrokExpression.Capture;
import io.loggia.pipeline.grok.GrokExpression.Match;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** With its scanner and without it, an expression says the same about every text. */
class ScannerProperties {
  private static final PatternLibrary ECS = PatternLibrary.builtIn(true);
  private static final PatternLibrary LEGACY = PatternLibrary.builtIn(false);

  private static final List<GrokExpression> EXPRESSIONS =
      List.of(
          GrokExpression.compile("%{COMBINEDAPACHELOG}", ECS, true),
          GrokExpression.compile("^%{COMBINEDAPACHELOG}", LEGACY, true),
          GrokExpression.compile("%{COMMONAPACHELOG}", ECS, true),
          GrokExpression.compile(
              "%{TIMESTAMP_ISO8601:t} %{WORD:level} \\[%{DATA:thread}\\] %{NOTSPACE:class} - %{GREEDYDATA:m}",
              ECS, true),
          GrokExpression.compile(
              "%{SYSLOGTIMESTAMP:t} %{SYSLOGHOST:h} %{PROG:p}(?:\\[%{POSINT:pid:int}\\])?: %{GREEDYDATA:m}",
              ECS, true),
          GrokExpression.compile(
              "(?<a>%{INT:i}|%{WORD:w}):%{NUMBER:n}(?:,%{NUMBER:o})?%{NONNEGINT:p}", ECS, true),
          GrokExpression.compile("%{QS:q}%{USER:u}?%{IPV4:ip}", ECS, true));

  @Example
  void common_expressions_have_scanners_and_their_lines_need_no_engine() {
    assertThat(EXPRESSIONS).allMatch(GrokExpression::hasScanner);
    String line =
        "203.0.113.9 - frank [10/Oct/2025:13:55:36 -0700] \"GET /a?b=c HTTP/1.1\" 200 2326"
            + " \"http://example.com/\" \"Mozilla/5.0 (X11)\"";
    Scanner scanner = ScannerCompiler.compile("%{COMBINEDAPACHELOG}", ECS);
    assertThat(scanner.scan(line.getBytes(StandardCharsets.US_ASCII))).isNotNull();
  }

  @Example
  void pattern_that_somebody_redefined_is_not_read_by_hand() {
    PatternLibrary mine = ECS.with(Map.of("MONTHDAY", "x"));
    assertThat(mine.hasBuiltIn("HTTPDATE")).isFalse();
    assertThat(mine.hasBuiltIn("INT")).isTrue();
    assertThat(GrokExpression.compile("%{HTTPDATE:d}", mine, true).hasScanner()).isFalse();
  }

  @Property(tries = 300)
  void generated_access_logs_match_alike(@ForAll("accessLogs") String line) {
    alike(line);
  }

  @Property(tries = 1000)
  void changed_lines_match_alike(
      @ForAll("lines") String line,
      @ForAll("places") List<Integer> places,
      @ForAll("pieces") String piece) {
    StringBuilder changed = new StringBuilder(line);
    for (int place : places) {
      int at = place % (changed.length() + 1);
      if ((place & 1024) == 0) {
        changed.insert(at, piece);
      } else {
        changed.replace(at, Math.min(changed.length(), at + 1 + (place >> 11)), piece);
      }
    }
    alike(changed.toString());
  }

  private static void alike(String text) {
    for (GrokExpression expression : EXPRESSIONS) {
      assertThat(captured(expression, text))
          .as("%s on <%s>", expression, text)
          .isEqualTo(captured(expression.withoutScanner(), text));
    }
  }

  private static List<String> captured(GrokExpression expression, String text) {
    try {
      Match match = expression.match(text, 0);
      if (match == null) {
        return List.of("no match");
      }
      List<String> all = new ArrayList<>();
      for (Capture capture : expression.captures()) {
        all.add(match.get(capture));
      }
      return all;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<List<Integer>> places() {
    return Arbitraries.integers().between(0, 8191).list().ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "", "-", " ", "\"", "[", "]", ":", ".", ",", "@", "\\", "\\\"", "\n", "\t", "/", "+",
            "0", "9", "25", "99", "Z", "::", "ü", "x", "HTTP/", " - ", "]:", "[1", "%", "_", "'",
            "\u000b"),
        Arbitraries.strings().ascii().ofMaxLength(3));
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.oneOf(
        accessLogs(),
        Arbitraries.of(
            "2025-10-11T22:14:15.003+02:00 INFO [main-1] io.example.Main - started in 3 s",
            "2025-10-11 22:14:15,003 WARN [] x - ",
            "Oct 11 22:14:15 mymachine su[123]: 'su root' failed",
            "Nov  1 22:14:15 10.0.0.1 kernel: x: y",
            "12:1.5,2.53",
            "abc:-1,+2.57",
            "\"a \\\" b\"user10.1.2.3"));
  }

  @Provide
  Arbitrary<String> accessLogs() {
    Arbitrary<String> host =
        Arbitraries.of(
            "203.0.113.9",
            "10.0.0.255",
            "1.2.3.456",
            "01.02.03.04",
            "host",
            "a-b.example.com",
            "2001:db8::1",
            "::1",
            "1.2.3.4.example.com",
            "9host",
            "x.",
            "_x",
            "fe80:1");
    Arbitrary<String> user =
        Arbitraries.of("-", "frank", "a.b-c", "-x", "me@example.com", "a!b", "a b", "", "x@");
    Arbitrary<String> date =
        Arbitraries.of(
            "10/Oct/2025:13:55:36 -0700",
            "1/Oct/2025:13:55:36 +0000",
            "31/Dec/2025:23:59:60 +1",
            "10/Oct/25:13:55:36 -0700",
            "10/October/2025:13:55:36.123 -0700",
            "32/Oct/2025:13:55:36 -0700");
    Arbitrary<String> request =
        Arbitraries.of(
            "GET /a?b=c HTTP/1.1",
            "GET / HTTP/2",
            "-",
            "",
            "POST /x",
            "GET /a b HTTP/1.1",
            "GET /\\\"q HTTP/1.0",
            "PRI * HTTP/2.0",
            "GET /a HTTP/1.1.1",
            "\\x16\\x03",
            "G-T / HTTP/1");
    Arbitrary<String> number = Arbitraries.of("200", "-", "0", "-1", "+5", "2.5", "007", "12a", "");
    Arbitrary<String> quoted =
        Arbitraries.of("-", "", "http://example.com/", "say \\\"hi\\\"", "a\" \"b", "ü", "\\");
    return Combinators.combine(host, user, user, date, request, number, number, quoted)
        .flatAs(
            (h, i, u, d, r, s, b, ref) ->
                quoted.map(
                    agent ->
                        h + " " + i + " " + u + " [" + d + "] \"" + r + "\" " + s + " " + b + " \""
                            + ref + "\" \"" + agent + "\""));
  }
}
