package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loggia.agent.RotatedFiles.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation that renames files while they are looked up must be noticed, not believed. */
final class RotatedFilesTest {
  @TempDir private Path folder;
  private final RotatedFiles rotated = new RotatedFiles(new Complaints());
  private Checkpoint first;
  private Located located;

  @BeforeEach
  void findTheFirst() throws IOException {
    Files.writeString(folder.resolve("a.log.1"), "first\n");
    Files.writeString(folder.resolve("a.log.2"), "second\n");
    FileKey key = FileFacts.read(folder.resolve("a.log.1")).key();
    first =
        new Checkpoint(
            1,
            key,
            folder.resolve("a.log").toString(),
            FileBytes.head(folder.resolve("a.log.1")),
            Checkpoint.Position.START,
            Optional.empty());
    rotated.watch();
    located = rotated.byKey(folder, key).orElseThrow();
  }

  private void rotate() throws IOException {
    Files.move(folder.resolve("a.log.2"), folder.resolve("a.log.3"));
    Files.move(folder.resolve("a.log.1"), folder.resolve("a.log.2"));
    Files.writeString(folder.resolve("a.log.1"), "third\n");
  }

  @Test
  void file_that_stays_is_known_again() {
    assertThat(rotated.isSame(located, first)).isTrue();
    rotated.lookAgain();
    assertThat(rotated.moved()).isFalse();
  }

  @Test
  void name_that_means_another_file_by_now_is_no_proof_that_ours_is_gone() throws IOException {
    rotate();
    assertThat(rotated.isSame(located, first)).isFalse();
    assertThat(rotated.moved()).isTrue();
    assertThatThrownBy(() -> rotated.requireStillThere(located)).isInstanceOf(IOException.class);
  }

  @Test
  void rotation_after_the_look_up_is_seen_by_looking_again() throws IOException {
    rotate();
    rotated.lookAgain();
    assertThat(rotated.moved()).isTrue();
    rotated.watch();
    assertThat(rotated.byKey(folder, first.key()).orElseThrow().path())
        .isEqualTo(folder.resolve("a.log.2"));
    assertThat(rotated.moved()).isFalse();
  }

  @Test
  void name_that_vanished_is_no_proof_either() throws IOException {
    Files.delete(folder.resolve("a.log.1"));
    assertThat(rotated.isSame(located, first)).isFalse();
    assertThat(rotated.moved()).isTrue();
  }
}
