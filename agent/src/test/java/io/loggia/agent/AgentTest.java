package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentTest {
  @TempDir Path folder;
  private final CollectingSink sink = new CollectingSink();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void lines_are_shipped_and_a_restart_goes_on_where_it_was() throws Exception {
    Path log = folder.resolve("app.log");
    Files.writeString(log, "one\ntwo\r\n\nthree");
    try (Agent agent = Agent.start(settings(), sink, metrics)) {
      await(() -> sink.messages().equals(List.of("one", "two")));
      Files.writeString(log, " and more\nfour\n", StandardOpenOption.APPEND);
      await(() -> sink.messages().equals(List.of("one", "two", "three and more", "four")));
      await(() -> agent.status().getFirst().lag() == 0);
      assertThat(metrics.get("loggia.agent.files").gauge().value()).isEqualTo(1);
    }
    Files.writeString(log, "five\n", StandardOpenOption.APPEND);
    try (Agent agent = Agent.start(settings(), sink, metrics)) {
      await(() -> sink.messages().size() == 5);
      assertThat(sink.received()).isEqualTo(5);
      assertThat(agent.status()).hasSize(1);
    }
    assertThat(metrics.get("loggia.agent.lines").counter().count()).isEqualTo(6);
    assertThat(metrics.get("loggia.agent.bytes").counter().count()).isEqualTo(Files.size(log));
  }

  @Test
  void second_agent_on_the_same_registry_is_refused() throws Exception {
    try (Agent first = Agent.start(settings(), sink, metrics)) {
      assertThat(first.status()).isEmpty();
      assertThatThrownBy(() -> Agent.start(settings(), sink, metrics))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another agent uses");
    }
  }

  @Test
  void refused_batch_is_offered_again_unspoilt() throws Exception {
    sink.refuse(2);
    Files.writeString(folder.resolve("app.log"), "one\ntwo\n");
    try (Agent agent = Agent.start(settings(), sink, metrics)) {
      await(() -> sink.messages().equals(List.of("one", "two")));
      assertThat(agent.status().getFirst().path()).endsWith("app.log");
    }
  }

  @Test
  void sink_that_never_returns_is_interrupted_and_gets_its_batch_again() throws Exception {
    Files.writeString(folder.resolve("app.log"), "one\n");
    CountDownLatch offered = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Batch> interrupted = new AtomicReference<>();
    Agent agent =
        Agent.start(
            settings(),
            batch -> {
              offered.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.set(batch);
                throw e;
              }
            },
            metrics);
    offered.await();
    agent.close();
    Event first = interrupted.get().events().getFirst();
    try (Agent next = Agent.start(settings(), sink, metrics)) {
      await(() -> sink.messages().equals(List.of("one")));
      assertThat(next.status()).hasSize(1);
    }
    Event again = sink.events().getFirst();
    assertThat(again.origin()).isEqualTo(first.origin());
    assertThat(again.timestamp()).isEqualTo(first.timestamp());
  }

  @Test
  void interrupted_close_stops_waiting_for_the_sink() throws Exception {
    Files.writeString(folder.resolve("app.log"), "one\n");
    CountDownLatch offered = new CountDownLatch(1);
    Agent agent =
        Agent.start(
            settings(),
            batch -> {
              offered.countDown();
              new CountDownLatch(1).await();
            },
            metrics);
    offered.await();
    Thread.currentThread().interrupt();
    agent.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  private AgentSettings settings() {
    FileInput input = FileInput.of("test", List.of(folder + "/*.log"));
    return new AgentSettings(
        folder.resolve("registry"),
        "host",
        List.of(input),
        Duration.ofMillis(20),
        InstantSource.system(),
        10);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.sleep(2);
    }
  }
}
