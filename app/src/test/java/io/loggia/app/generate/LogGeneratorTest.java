package io.loggia.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.loggia.app.generate.LogGenerator.Kind;
import io.loggia.event.EventJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LogGeneratorTest {
  private static final Instant TIME = Instant.parse("2026-11-20T07:09:05.123456789Z");
  private static final int LINES = 20_000;
  private static final Pattern COMBINED =
      Pattern.compile(
          "(\\S+) - - \\[20/Nov/2026:07:09:05 \\+0000\\] \"(GET|POST|HEAD) (/\\S*) HTTP/[12]\\.[01]\""
              + " (\\d{3}) (\\d+) \"([^\"]+)\" \"([^\"]+)\"");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_same_seed_gives_the_same_lines_and_another_seed_others(Kind kind) {
    assertThat(lines(kind, 1)).isEqualTo(lines(kind, 1)).isNotEqualTo(lines(kind, 2));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_line_is_one_line_of_plain_text(Kind kind) {
    assertThat(lines(kind, 3)).allMatch(line -> line.chars().allMatch(c -> c >= ' ' || c == '\t'));
  }

  @Test
  void nginx_lines_are_in_the_combined_format_and_skewed() {
    Map<String, Integer> paths = new HashMap<>();
    Map<String, Integer> statuses = new HashMap<>();
    Set<String> clients = new HashSet<>();
    for (String line : lines(Kind.NGINX, 4)) {
      Matcher matcher = COMBINED.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      clients.add(matcher.group(1));
      paths.merge(matcher.group(3), 1, Integer::sum);
      statuses.merge(matcher.group(4), 1, Integer::sum);
    }
    int most = paths.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    assertThat(most).isGreaterThan(LINES / 30);
    assertThat(paths).hasSizeGreaterThan(1500);
    assertThat(clients).hasSizeGreaterThan(1000);
    assertThat(statuses).containsKeys("200", "304", "404").hasSizeGreaterThan(6);
    assertThat(statuses.get("200")).isGreaterThan(LINES / 2);
  }

  @Test
  void iis_lines_have_as_many_fields_as_the_header_names() {
    List<String> lines = lines(Kind.IIS, 5);
    assertThat(lines.subList(0, 3))
        .containsExactly(
            "#Software: Microsoft Internet Information Services 10.0",
            "#Version: 1.0",
            "#Date: 2026-11-20 07:09:05");
    int fields = lines.get(3).substring("#Fields: ".length()).split(" ").length;
    assertThat(fields).isEqualTo(15);
    assertThat(lines.subList(4, lines.size()))
        .allMatch(line -> line.split(" ", -1).length == fields);
  }

  @Test
  void elb_lines_have_fifteen_fields() {
    Pattern fifteen =
        Pattern.compile(
            "2026-11-20T07:09:05\\.123456Z shop-frontend [0-9.]+:\\d+ ([0-9.]+:\\d+|-)"
                + "( \\d+\\.\\d{6}| -1){3} \\d{3} \\d+ \\d+ \\d+ \"\\S+ \\S+ HTTP/1.1\" \"[^\"]+\" \\S+ \\S+");
    assertThat(lines(Kind.ELB, 6)).allMatch(line -> fifteen.matcher(line).matches());
  }

  @Test
  void app_lines_are_json_objects_some_with_a_stack_trace() throws Exception {
    int traces = 0;
    for (String line : lines(Kind.APP, 7)) {
      Map<?, ?> object = (Map<?, ?>) EventJson.parse(line);
      assertThat(object.get("timestamp")).isEqualTo("2026-11-20T07:09:05.123456789Z");
      for (String field : List.of("level", "logger", "thread", "message")) {
        assertThat(object.get(field)).isInstanceOf(String.class);
      }
      if (object.get("stack_trace") instanceof String trace) {
        assertThat(trace).contains("\n\tat ");
        traces++;
      }
    }
    assertThat(traces).isBetween(10, LINES / 4);
  }

  @Test
  void container_lines_end_every_partial_line() {
    boolean open = false;
    int partial = 0;
    for (String line : lines(Kind.K8S, 8)) {
      assertThat(line).matches("2026-11-20T07:09:05\\.123456789Z std(out|err) [FP] .*");
      boolean isPartial = line.startsWith(" P ", 37);
      assertThat(open && isPartial).isFalse();
      open = isPartial;
      partial += isPartial ? 1 : 0;
    }
    assertThat(partial).isPositive();
  }

  @Test
  void numbered_lines_carry_each_number_once_and_in_order() {
    Map<Kind, String> before =
        Map.of(
            Kind.NGINX, " /item/",
            Kind.IIS, " /item/",
            Kind.ELB, ":443/item/",
            Kind.APP, "\"line\":\"");
    before.forEach(
        (kind, mark) -> {
          LogGenerator generator = LogGenerator.withLineNumbers(kind, 9, InstantSource.fixed(TIME));
          long expected = 1;
          for (int i = 0; i < 3000; i++) {
            String line = generator.next();
            if (!line.startsWith("#")) {
              assertThat(line).contains(mark + String.format("%06d", expected++));
            }
          }
        });
  }

  private static List<String> lines(Kind kind, long seed) {
    LogGenerator generator = LogGenerator.of(kind, seed, InstantSource.fixed(TIME));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(generator.next());
    }
    return lines;
  }
}
