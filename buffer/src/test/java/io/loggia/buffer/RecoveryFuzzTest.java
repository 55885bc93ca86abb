package io.loggia.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

final class RecoveryFuzzTest {
  private static final Path FOLDER = Path.of("/buffer");

  /** Whatever is in the folder, it opens, can be read to its end, and takes events. */
  @FuzzTest(maxDuration = "60s")
  void any_folder_opens(FuzzedDataProvider data) throws Exception {
    MemoryDisk disk = new MemoryDisk();
    disk.content(FOLDER.resolve("commit"), data.consumeBytes(50));
    disk.content(FOLDER.resolve(Segment.name(5, 0)), segment(data));
    disk.content(FOLDER.resolve(Segment.name(data.consumeInt(0, 20), 1)), segment(data));
    DiskBufferSettings settings = DiskBufferSettings.defaults().withMinFreeDiskBytes(0);
    try (DiskBuffer buffer = DiskBuffer.open(FOLDER, settings, new SimpleMeterRegistry(), disk)) {
      Optional<Lease> lease = buffer.read(10, Duration.ZERO);
      while (lease.isPresent()) {
        lease.get().done();
        lease = buffer.read(10, Duration.ZERO);
      }
      assertThat(buffer.status().depthEvents()).isNotNegative();
      buffer.accept(BufferContract.batch(0, 3));
      assertThat(BufferContract.drain(buffer)).isEqualTo(BufferContract.range(0, 3));
    }
  }

  /** Arbitrary bytes, with records whose checksums are right among them. */
  private static byte[] segment(FuzzedDataProvider data) {
    ByteBuffer out = ByteBuffer.allocate(1 << 14);
    for (int i = data.consumeInt(0, 4); i > 0; i--) {
      out.put(data.consumeBytes(60));
      EncodedRecord payload = new EncodedRecord(data.consumeBytes(200), data.consumeInt());
      RecordHeader header =
          RecordHeader.of(payload, data.consumeLong(), data.consumeLong(), data.consumeLong());
      header.write(out, out.position());
      out.put(payload.payload);
    }
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }
}
