package io.loggia.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BacklogTest {
  @Test
  void room_ends_at_the_limit_and_comes_back() {
    Backlog backlog = new Backlog(100);
    assertThat(backlog.add(99)).isTrue();
    assertThat(backlog.add(1)).isFalse();
    backlog.remove(50);
    assertThat(backlog.add(1)).isTrue();
    assertThat(backlog.add(48)).isTrue();
    assertThat(backlog.add(1)).isFalse();
  }
}
