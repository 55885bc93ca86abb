package io.loggia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void event_that_makes_a_filter_throw_goes_on_tagged() {
    Event event =
        Recorded.filter(
            "grok { match => { message => '%{WORD:@timestamp}' } overwrite => '@timestamp' } mutate { add_tag => 'after' }",
            "word");
    assertThat(event.get("tags")).isEqualTo(List.of("_grokfailure", "after"));
    assertThat(event.timestamp()).isEqualTo(Recorded.NOW);
  }

  @Test
  void kv_that_takes_too_long_tags_the_event() {
    Event event =
        Recorded.filter(
            "kv { field_split_pattern => '(?:x|xx|xxx)+y' timeout_millis => 20 }",
            "a=" + "x".repeat(5000));
    assertThat(event.get("tags")).isEqualTo(List.of("_kv_filter_timeout"));
  }

  @Test
  void what_an_output_throws_comes_out_of_accept_and_nothing_is_counted_as_out() {
    Recorded recorded =
        new Recorded() {
          @Override
          public io.loggia.event.EventSink elasticsearch(ElasticsearchOutput output) {
            return batch -> {
              throw new IllegalStateException("full");
            };
          }
        };
    Pipeline pipeline = recorded.compile(Recorded.OPTIONS);
    assertThatThrownBy(() -> pipeline.accept(Batch.of(Recorded.message("x")))).hasMessage("full");
    assertThat(recorded.metrics.counter("loggia.pipeline.out").count()).isZero();
  }

  @Test
  void several_workers_share_a_pipeline() throws Exception {
    Pipeline pipeline =
        Recorded.filters(
            "grok { match => { message => '%{WORD:w} %{INT:i:int}(?<rest>.*)' } }"
                + " mutate { gsub => ['rest', 'x+', '%{i}'] }");
    List<Throwable> failures = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(4);
    for (int worker = 0; worker < 4; worker++) {
      int id = worker;
      Thread.ofPlatform()
          .name("worker-" + id)
          .start(
              () -> {
                try {
                  for (int i = 0; i < 2000; i++) {
                    Event event = Recorded.message("w" + id + " " + i + " xx");
                    pipeline.filter(List.of(event));
                    assertThat(event.get("w")).isEqualTo("w" + id);
                    assertThat(event.get("rest")).isEqualTo(" " + i);
                  }
                } catch (Throwable e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();
    assertThat(failures).isEmpty();
  }
}
