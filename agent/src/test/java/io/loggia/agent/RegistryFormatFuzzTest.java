package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class RegistryFormatFuzzTest {
  private static final Head HEAD = Head.of(new byte[] {1, 2, -3}, 3);
  private static final Checkpoint.Position POSITION =
      new Checkpoint.Position(7, new Fingerprint(256, -5), 9);
  private static final Checkpoint.Offer OFFER =
      new Checkpoint.Offer(7, 9, Instant.parse("2026-11-20T07:00:00.123Z"));

  private static final List<RegistryRecord> RECORDS =
      List.of(
          new RegistryRecord.Known(
              new Checkpoint(
                  -1, new FileKey(2, 3), "/var/log/ü.log", HEAD, POSITION, Optional.of(OFFER))),
          new RegistryRecord.Begins(-1, HEAD),
          new RegistryRecord.Offered(-1, OFFER),
          new RegistryRecord.Acknowledged(-1, POSITION),
          new RegistryRecord.Moved(-1, new FileKey(4, 5)),
          new RegistryRecord.Forgotten(-1));

  private static byte[] file() {
    byte[] file = RegistryFormat.HEADER;
    for (RegistryRecord record : RECORDS) {
      byte[] encoded = RegistryFormat.encode(record);
      int end = file.length;
      file = Arrays.copyOf(file, end + encoded.length);
      System.arraycopy(encoded, 0, file, end, encoded.length);
    }
    return file;
  }

  @Test
  void every_record_is_read_as_it_was_written() {
    List<RegistryRecord> read = new ArrayList<>();
    assertThat(RegistryFormat.decode(file(), read::add)).isZero();
    assertThat(read).isEqualTo(RECORDS);
  }

  @Test
  void every_damaged_byte_costs_one_record_and_every_cut_the_last() {
    byte[] whole = file();
    for (int i = RegistryFormat.HEADER.length; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x40;
      List<RegistryRecord> read = new ArrayList<>();
      assertThat(RegistryFormat.decode(damaged, read::add)).as("byte %s", i).isEqualTo(1);
      assertThat(read).hasSize(RECORDS.size() - 1);
      read.clear();
      RegistryFormat.decode(Arrays.copyOf(whole, i), read::add);
      assertThat(read).isEqualTo(RECORDS.subList(0, read.size()));
    }
  }

  @FuzzTest(maxDuration = "60s")
  void any_bytes_are_read_without_an_exception(byte[] bytes) {
    List<RegistryRecord> read = new ArrayList<>();
    RegistryFormat.decode(bytes, read::add);
    RegistryFormat.decode(framed(bytes), read::add);
    for (RegistryRecord record : read) {
      List<RegistryRecord> again = new ArrayList<>();
      RegistryFormat.decode(RegistryFormat.encode(record), again::add);
      assertThat(again).containsExactly(record);
    }
  }

  /** The bytes as a record's payload, which they hardly ever would be with a right checksum. */
  private static byte[] framed(byte[] payload) {
    int length = Math.min(payload.length, 0xffff);
    CRC32C checksum = new CRC32C();
    checksum.update(payload, 0, length);
    return ByteBuffer.allocate(length + 8)
        .putShort((short) 0xA7C3)
        .putShort((short) length)
        .put(payload, 0, length)
        .putInt((int) checksum.getValue())
        .array();
  }
}
