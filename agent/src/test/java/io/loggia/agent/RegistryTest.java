package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T07:00:00Z");
  @TempDir Path folder;
  private final SmallDisk disk = new SmallDisk();

  private static RegistryRecord known(long source) {
    return new RegistryRecord.Known(
        new Checkpoint(
            source,
            new FileKey(1, source),
            "/l/" + source,
            Head.of(new byte[] {1}, 1),
            Checkpoint.Position.START,
            Optional.empty()));
  }

  private static RegistryRecord offered(long source) {
    return new RegistryRecord.Offered(source, new Checkpoint.Offer(0, 5, NOW));
  }

  private List<Checkpoint> reopened() throws IOException {
    try (Registry registry = Registry.open(folder, disk)) {
      assertThat(registry.corrupt()).isZero();
      return registry.checkpoints();
    }
  }

  @Test
  void what_a_full_disk_refused_never_was_and_what_fits_later_is_kept() throws Exception {
    try (Registry registry = Registry.open(folder, disk)) {
      registry.append(known(1));
      disk.leave(10);
      assertThatThrownBy(() -> registry.append(offered(1))).isInstanceOf(RegistryException.class);
      assertThatThrownBy(() -> registry.append(known(2))).isInstanceOf(RegistryException.class);
      assertThat(registry.checkpoints()).extracting(Checkpoint::source).containsExactly(1L);
      assertThat(registry.checkpoints().getFirst().offer()).isEmpty();
      disk.grow();
      registry.append(offered(1));
      registry.append(known(3));
    }
    List<Checkpoint> kept = reopened();
    assertThat(kept).extracting(Checkpoint::source).containsExactly(1L, 3L);
    assertThat(kept.getFirst().offer()).isPresent();
  }

  @Test
  void disk_that_is_full_at_the_start_is_refused_and_the_old_log_stays() throws Exception {
    try (Registry registry = Registry.open(folder, disk)) {
      registry.append(known(1));
    }
    disk.leave(12);
    assertThatThrownBy(() -> Registry.open(folder, disk)).isInstanceOf(IOException.class);
    disk.grow();
    assertThat(reopened()).extracting(Checkpoint::source).containsExactly(1L);
  }

  @Test
  void first_offer_of_a_source_is_synced_with_the_source() throws Exception {
    try (Registry registry = Registry.open(folder, disk)) {
      long before = registry.syncedLength();
      registry.append(known(1));
      assertThat(registry.syncedLength()).isEqualTo(before);
      registry.append(offered(1));
      assertThat(registry.syncedLength()).isGreaterThan(before);
    }
  }

  @Test
  void log_is_rewritten_when_it_has_grown_by_four_mebibytes() throws Exception {
    try (Registry registry = Registry.open(folder, disk)) {
      registry.append(known(1));
      int size = RegistryFormat.encode(offered(1)).length;
      for (int i = 0; i < (4 << 20) / size + 2; i++) {
        registry.append(offered(1));
      }
      assertThat(Files.size(folder.resolve("registry.log"))).isLessThan(1000);
    }
    assertThat(reopened()).extracting(Checkpoint::source).containsExactly(1L);
  }

  @Test
  void folder_is_for_its_owner_only() throws Exception {
    Path fresh = folder.resolve("fresh");
    Registry.open(fresh, disk).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
        .isEqualTo("rwx------");
  }
}
