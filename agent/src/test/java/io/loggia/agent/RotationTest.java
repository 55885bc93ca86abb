package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RotationTest {
  @TempDir Path folder;
  private Tailing tailing;

  private void tail(String glob) {
    tailing = new Tailing(folder, glob);
  }

  @AfterEach
  void close() throws Exception {
    tailing.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.log", "app.log*"})
  void renamed_file_is_read_to_its_end_under_its_first_path(String glob) throws Exception {
    tail(glob);
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\nunfinis");
    tailing.rename("app.log", "app.log.1");
    tailing.append("app.log", "three\n");
    tailing.scanAndPoll();
    tailing.append("app.log.1", "hed\nfour");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages())
        .containsExactlyInAnyOrder("one", "two", "three", "unfinished");
    tailing.settle();
    assertThat(tailing.sink.messages())
        .containsExactlyInAnyOrder("one", "two", "three", "unfinished", "four");
    assertThat(tailing.sink.received()).isEqualTo(5);
    assertThat(tailing.sink.events())
        .allSatisfy(event -> assertThat(path(event)).isEqualTo(tailing.log("app.log").toString()));
    assertThat(tailing.count("unread.bytes")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.log", "app.log*"})
  void file_renamed_while_no_agent_ran_is_found_and_read_to_its_end(String glob) throws Exception {
    tail(glob);
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.crash();
    tailing.append("app.log", "two\n");
    tailing.rename("app.log", "app.log.1");
    tailing.append("app.log", "three\n");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(tailing.sink.received()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.log", "app.log*"})
  void rest_of_a_truncated_file_is_read_from_its_copy(String glob) throws Exception {
    tail(glob);
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\nthree");
    tailing.copy("app.log", "app.log.1");
    tailing.scan();
    tailing.truncate("app.log");
    tailing.append("app.log", "four is longer than what was there before\n");
    tailing.scanAndPoll();
    tailing.settle();
    assertThat(tailing.sink.messages())
        .containsExactlyInAnyOrder(
            "one", "two", "three", "four is longer than what was there before");
    assertThat(tailing.sink.received()).isEqualTo(4);
    assertThat(tailing.count("unread.bytes")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.log", "app.log*"})
  void copy_and_truncation_while_no_agent_ran_are_seen_at_the_start(String glob) throws Exception {
    tail(glob);
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.crash();
    tailing.append("app.log", "two\n");
    tailing.copy("app.log", "app.log.1");
    tailing.truncate("app.log");
    tailing.append("app.log", "three and some\n");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactlyInAnyOrder("one", "two", "three and some");
    tailing.settle();
    assertThat(tailing.sink.received()).isEqualTo(3);
  }

  @Test
  void copy_that_misses_lines_that_were_read_is_not_read_again() throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.copy("app.log", "app.log.1");
    tailing.append("app.log", "two\n");
    tailing.scanAndPoll();
    tailing.truncate("app.log");
    tailing.append("app.log", "3\n");
    tailing.scanAndPoll();
    tailing.settle();
    tailing.crash();
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactlyInAnyOrder("one", "two", "3");
    assertThat(tailing.sink.received()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void empty_file_that_becomes_a_copy_is_known_as_one(boolean restarted) throws Exception {
    tail("app.log*");
    tailing.append("app.log.1", "");
    tailing.scanAndPoll();
    if (restarted) {
      tailing.crash();
    }
    tailing.append("app.log", "one\n");
    tailing.append("app.log.1", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\n");
    tailing.scanAndPoll();
    tailing.truncate("app.log");
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one", "two");
    assertThat(tailing.sink.received()).isEqualTo(2);
  }

  @Test
  void file_that_was_empty_when_it_was_seen_is_read_under_any_name() throws Exception {
    tail("app.log");
    tailing.append("app.log", "");
    tailing.scanAndPoll();
    tailing.append("app.log", "one\n");
    tailing.rename("app.log", "app.log.1");
    tailing.scanAndPoll();
    tailing.crash();
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one");
    assertThat(path(tailing.sink.events().getFirst())).endsWith("app.log");
  }

  @Test
  void half_line_at_the_end_of_a_copy_arrives_after_a_kill_in_the_midst() throws Exception {
    tail("app.log");
    tailing.append("app.log", "one\ntwo");
    tailing.copy("app.log", "app.log.1");
    tailing.append("app.log", "\nin no file any more\n");
    tailing.sink.kill(true);
    assertThatThrownBy(() -> tailing.scanAndPoll()).isInstanceOf(CollectingSink.Killed.class);
    tailing.crash();
    tailing.truncate("app.log");
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void small_copy_that_misses_lines_is_known_after_a_kill(boolean scanned) throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.copy("app.log", "app.log.1");
    tailing.append("app.log", "two\n");
    if (scanned) {
      tailing.scan();
    }
    tailing.poll();
    tailing.crash();
    tailing.truncate("app.log");
    tailing.append("app.log", "three\n");
    tailing.scanAndPoll();
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one", "two", "three");
    assertThat(tailing.sink.received()).isEqualTo(3);
    assertThat(tailing.count("unread.bytes")).isZero();
  }

  @Test
  void line_seen_between_copy_and_truncation_and_not_read_is_counted() throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\n");
    tailing.copy("app.log", "app.log.1");
    tailing.append("app.log", "lost\n");
    tailing.scan();
    tailing.truncate("app.log");
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one", "two");
    assertThat(tailing.count("unread.bytes")).isEqualTo(5);
  }

  @Test
  void copy_of_a_file_that_is_not_truncated_is_a_file_of_its_own_after_a_while() throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.copy("app.log", "app.log.copy");
    tailing.scanAndPoll();
    assertThat(tailing.sink.received()).isEqualTo(1);
    tailing.passTime(Suspects.GRACE);
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactly("one", "one");
  }

  @Test
  void truncation_without_a_copy_counts_what_was_lost() throws Exception {
    tail("app.log");
    tailing.append("app.log", "one\nlost");
    tailing.scanAndPoll();
    tailing.truncate("app.log");
    tailing.append("app.log", "two\n");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactly("one", "two");
    assertThat(tailing.count("unread.bytes")).isEqualTo(4);
  }

  @Test
  void file_truncated_and_filled_to_the_same_size_is_noticed() throws Exception {
    tail("app.log");
    tailing.append("app.log", "aaa\n");
    tailing.scanAndPoll();
    tailing.truncate("app.log");
    tailing.append("app.log", "bbb\n");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactly("aaa", "bbb");
  }

  @Test
  void deleted_file_is_read_to_its_end_and_let_go() throws Exception {
    tail("app.log");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\nthree");
    Files.delete(tailing.log("app.log"));
    tailing.scanAndPoll();
    assertThat(tailing.status().getFirst().state()).isEqualTo(TailStatus.State.DELETED);
    tailing.passTime(Duration.ofMinutes(6));
    tailing.poll();
    assertThat(tailing.sink.messages()).containsExactly("one", "two", "three");
    assertThat(tailing.status()).isEmpty();
    assertThat(tailing.count("unread.bytes")).isZero();
  }

  @Test
  void file_deleted_while_no_agent_ran_counts_what_was_seen_of_it() throws Exception {
    tail("app.log");
    tailing.append("app.log", "one\nseen");
    tailing.scanAndPoll();
    tailing.crash();
    Files.delete(tailing.log("app.log"));
    tailing.scanAndPoll();
    assertThat(tailing.count("unread.bytes")).isEqualTo(4);
    // The new file may well have the old one's number.
    tailing.append("app.log", "two\n");
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one", "two");
    assertThat(tailing.count("unread.bytes")).isEqualTo(4);
  }

  @Test
  void truncation_while_the_registry_is_full_loses_nothing() throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\n");
    tailing.copy("app.log", "app.log.1");
    tailing.truncate("app.log");
    tailing.append("app.log", "3\n");
    tailing.disk.leave(0);
    assertThatThrownBy(() -> tailing.scanAndPoll()).isInstanceOf(RegistryException.class);
    assertThatThrownBy(() -> tailing.scanAndPoll()).isInstanceOf(RegistryException.class);
    assertThat(tailing.sink.messages()).containsExactly("one");
    tailing.disk.grow();
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactlyInAnyOrder("one", "two", "3");
    assertThat(tailing.sink.received()).isEqualTo(3);
    assertThat(tailing.count("unread.bytes")).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void copy_of_a_file_that_is_then_deleted_is_not_read_again(boolean restarted) throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.append("app.log", "two\n");
    tailing.copy("app.log", "app.log.1");
    if (restarted) {
      tailing.crash();
    }
    Files.delete(tailing.log("app.log"));
    tailing.settle();
    tailing.crash();
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one", "two");
    assertThat(tailing.sink.received()).isEqualTo(2);
  }

  @Test
  void copy_of_a_deleted_file_is_known_when_the_registry_was_full_meanwhile() throws Exception {
    tail("app.log*");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.copy("app.log", "app.log.1");
    Files.delete(tailing.log("app.log"));
    tailing.scanAndPoll();
    tailing.passTime(Duration.ofMinutes(6));
    tailing.disk.leave(0);
    assertThatThrownBy(() -> tailing.scanAndPoll()).isInstanceOf(RegistryException.class);
    tailing.disk.grow();
    tailing.settle();
    assertThat(tailing.sink.messages()).containsExactly("one");
    assertThat(tailing.sink.received()).isEqualTo(1);
  }

  @Test
  void file_that_was_read_as_itself_is_nobodys_copy() throws Exception {
    tail("app.log");
    tailing.append("app.log", "banner\n");
    tailing.scanAndPoll();
    tailing.rename("app.log", "app.log.1");
    tailing.settle();
    tailing.append("app.log", "banner\ntwo\nlost");
    tailing.scanAndPoll();
    tailing.truncate("app.log");
    tailing.append("app.log", "x\n");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactly("banner", "banner", "two", "x");
    assertThat(tailing.count("unread.bytes")).isEqualTo(4);
    assertThat(tailing.status()).hasSize(1);
  }

  @Test
  void reused_inode_is_another_file() throws Exception {
    tail("*.log");
    tailing.append("app.log", "one\n");
    tailing.scanAndPoll();
    tailing.crash();
    // The same number and another content is what a reused inode looks like.
    tailing.truncate("app.log");
    tailing.append("app.log", "another file\n");
    tailing.rename("app.log", "other.log");
    tailing.scanAndPoll();
    assertThat(tailing.sink.messages()).containsExactly("one", "another file");
    List<Event> events = tailing.sink.events();
    assertThat(events.get(0).origin().source()).isNotEqualTo(events.get(1).origin().source());
    assertThat(path(events.get(1))).endsWith("other.log");
  }

  private static String path(Event event) {
    return (String) event.get(FieldPath.of("log", "file", "path"));
  }
}
