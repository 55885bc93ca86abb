package io.loggia.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ComplaintsTest {
  @Test
  void some_are_said_at_once_and_the_rest_is_counted() {
    try (Recorded log = new Recorded()) {
      Complaints complaints = new Complaints(System.getLogger("io.loggia.input.Complaints"));
      for (int i = 0; i < 1000; i++) {
        complaints.warn("stranger " + i);
      }
      assertThat(log.messages()).hasSize(10).last().isEqualTo("WARNING stranger 9");
    }
  }
}
