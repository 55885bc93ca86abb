package io.loggia.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void folder_in_use_names_the_process() throws IOException {
    try (DataFolder open = DataFolder.open(folder)) {
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
      assertThat(open.path()).isEqualTo(folder);
    }
    DataFolder.open(folder).close();
  }

  @Test
  void folder_of_a_newer_version_is_left_alone() throws IOException {
    Files.writeString(folder.resolve("format"), "2\n");
    assertThatThrownBy(() -> DataFolder.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has format \"2\" and this Loggia knows format 1");
    assertThat(folder.resolve("format")).hasContent("2");
  }
}
