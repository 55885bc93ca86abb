package io.loggia.agent;

import io.loggia.agent.Checkpoint.Offer;
import io.loggia.agent.Checkpoint.Position;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the registry's log; see docs/formats/agent-registry.md.
 *
 * <pre>
 * file   = "LOGGIAR1" record*
 * record = u16 0xA7C3, u16 length, payload[length], u32 CRC-32C of the payload; all big-endian
 * payload = u8 kind, i64 source, the kind's own fields
 * </pre>
 */
final class RegistryFormat {
  static final byte[] HEADER = "LOGGIAR1".getBytes(StandardCharsets.US_ASCII);
  private static final short MARK = (short) 0xA7C3;
  private static final int FRAME = 8;
  private static final int LONGEST_PAYLOAD = 16 << 10;

  private static final byte KNOWN = 1;
  private static final byte HEAD = 2;
  private static final byte OFFERED = 3;
  private static final byte ACKNOWLEDGED = 4;
  private static final byte MOVED = 5;
  private static final byte FORGOTTEN = 6;

  private RegistryFormat() {}

  /** One record, framed. */
  static byte[] encode(RegistryRecord record) {
    ByteBuffer out =
        ByteBuffer.allocate(
            switch (record) {
              case RegistryRecord.Known known -> FRAME + LONGEST_PAYLOAD;
              case RegistryRecord.Begins grown -> 64 + grown.head().length();
              default -> 64;
            });
    out.putShort(MARK).putShort((short) 0);
    writePayload(record, out);
    int length = out.position() - 4;
    out.putShort(2, (short) length);
    out.putInt(checksum(out.array(), 4, length));
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Hands over every record that is whole. Bytes that are none are stepped over until the next one.
   *
   * @return how many stretches of bytes were stepped over
   */
  static int decode(byte[] file, Consumer<RegistryRecord> records) {
    int at = 0;
    boolean lost = false;
    int corrupt = 0;
    if (file.length >= HEADER.length && Arrays.mismatch(HEADER, 0, 8, file, 0, 8) < 0) {
      at = HEADER.length;
    }
    while (at < file.length) {
      RegistryRecord record = recordAt(file, at);
      if (record != null) {
        records.accept(record);
        at += FRAME + (ByteBuffer.wrap(file).getShort(at + 2) & 0xffff);
      } else {
        corrupt += lost ? 0 : 1;
        at++;
      }
      lost = record == null;
    }
    return corrupt;
  }

  private static @Nullable RegistryRecord recordAt(byte[] file, int at) {
    ByteBuffer in = ByteBuffer.wrap(file);
    if (file.length - at < FRAME || in.getShort(at) != MARK) {
      return null;
    }
    int length = in.getShort(at + 2) & 0xffff;
    if (length > LONGEST_PAYLOAD || length > file.length - at - FRAME) {
      return null;
    }
    if (in.getInt(at + 4 + length) != checksum(file, at + 4, length)) {
      return null;
    }
    try {
      ByteBuffer payload = in.slice(at + 4, length);
      RegistryRecord record = readPayload(payload);
      return payload.hasRemaining() ? null : record;
    } catch (BufferUnderflowException | IllegalArgumentException impossible) {
      return null;
    }
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }

  private static void writePayload(RegistryRecord record, ByteBuffer out) {
    switch (record) {
      case RegistryRecord.Known(Checkpoint checkpoint) -> {
        out.put(KNOWN).putLong(checkpoint.source());
        writeKey(checkpoint.key(), out);
        writeHead(checkpoint.head(), out);
        writePosition(checkpoint.position(), out);
        out.put((byte) (checkpoint.offer().isPresent() ? 1 : 0));
        checkpoint.offer().ifPresent(offer -> writeOffer(offer, out));
        byte[] path = checkpoint.path().getBytes(StandardCharsets.UTF_8);
        out.putShort((short) path.length).put(path);
      }
      case RegistryRecord.Begins(long source, Head head) ->
          writeHead(head, out.put(HEAD).putLong(source));
      case RegistryRecord.Offered(long source, Offer offer) ->
          writeOffer(offer, out.put(OFFERED).putLong(source));
      case RegistryRecord.Acknowledged(long source, Position position) ->
          writePosition(position, out.put(ACKNOWLEDGED).putLong(source));
      case RegistryRecord.Moved(long source, FileKey key) ->
          writeKey(key, out.put(MOVED).putLong(source));
      case RegistryRecord.Forgotten(long source) -> out.put(FORGOTTEN).putLong(source);
    }
  }

  private static RegistryRecord readPayload(ByteBuffer in) {
    byte kind = in.get();
    long source = in.getLong();
    return switch (kind) {
      case KNOWN -> new RegistryRecord.Known(readCheckpoint(source, in));
      case HEAD -> new RegistryRecord.Begins(source, readHead(in));
      case OFFERED -> new RegistryRecord.Offered(source, readOffer(in));
      case ACKNOWLEDGED -> new RegistryRecord.Acknowledged(source, readPosition(in));
      case MOVED -> new RegistryRecord.Moved(source, readKey(in));
      case FORGOTTEN -> new RegistryRecord.Forgotten(source);
      default -> throw new IllegalArgumentException("record kind " + kind);
    };
  }

  private static Checkpoint readCheckpoint(long source, ByteBuffer in) {
    FileKey key = readKey(in);
    Head head = readHead(in);
    Position position = readPosition(in);
    Optional<Offer> offer = in.get() == 1 ? Optional.of(readOffer(in)) : Optional.empty();
    byte[] path = new byte[in.getShort() & 0xffff];
    in.get(path);
    return new Checkpoint(
        source, key, new String(path, StandardCharsets.UTF_8), head, position, offer);
  }

  private static void writeKey(FileKey key, ByteBuffer out) {
    out.putLong(key.device()).putLong(key.inode());
  }

  private static FileKey readKey(ByteBuffer in) {
    return new FileKey(in.getLong(), in.getLong());
  }

  private static void writeHead(Head head, ByteBuffer out) {
    out.putShort((short) head.length()).put(head.bytes());
  }

  private static Head readHead(ByteBuffer in) {
    int length = in.getShort() & 0xffff;
    if (length > Head.LONGEST) {
      throw new IllegalArgumentException("a head of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Head.of(bytes, length);
  }

  private static void writeFingerprint(Fingerprint fingerprint, ByteBuffer out) {
    out.putShort((short) fingerprint.length()).putLong(fingerprint.hash());
  }

  private static Fingerprint readFingerprint(ByteBuffer in) {
    return new Fingerprint(in.getShort() & 0xffff, in.getLong());
  }

  private static void writePosition(Position position, ByteBuffer out) {
    out.putLong(position.offset()).putLong(position.knownSize());
    writeFingerprint(position.overlap(), out);
  }

  private static Position readPosition(ByteBuffer in) {
    long offset = in.getLong();
    long knownSize = in.getLong();
    return new Position(offset, readFingerprint(in), knownSize);
  }

  private static void writeOffer(Offer offer, ByteBuffer out) {
    out.putLong(offer.start()).putLong(offer.end()).putLong(offer.readAt().toEpochMilli());
  }

  private static Offer readOffer(ByteBuffer in) {
    return new Offer(in.getLong(), in.getLong(), Instant.ofEpochMilli(in.getLong()));
  }
}
