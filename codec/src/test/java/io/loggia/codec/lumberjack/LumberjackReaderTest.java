package io.loggia.codec.lumberjack;

import static io.loggia.codec.lumberjack.Frames.frames;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.loggia.codec.Flaw;
import io.loggia.codec.JsonEventDecoder;
import io.loggia.codec.lumberjack.LumberjackFrame.Data;
import io.loggia.codec.lumberjack.LumberjackFrame.Window;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LumberjackReaderTest {
  private static final LumberjackLimits SMALL = new LumberjackLimits(100, 200, 1000, 3, 10);

  private final List<Flaw> flaws = new ArrayList<>();

  @Test
  void window_and_json_of_version_2_are_read() throws IOException {
    byte[] golden =
        HexFormat.of()
            .parseHex(
                "325700000001" // 2 W 1
                    + "324a00000001" // 2 J 1
                    + "0000000f" // 15 bytes
                    + "7b226d657373616765223a2268227d"); // {"message":"h"}
    List<LumberjackFrame> frames = read(golden, SMALL, golden.length);
    assertThat(frames.getFirst()).isEqualTo(new Window(2, 1));
    assertThat(frames.get(1))
        .isInstanceOfSatisfying(
            Data.class,
            data -> {
              assertThat(data.sequence()).isEqualTo(1);
              assertThat(data.bytes()).isEqualTo(15);
              assertThat(data.event().get("message")).isEqualTo("h");
            });
    assertThat(frames).hasSize(2);
  }

  @Test
  void pairs_of_version_1_are_read_and_line_is_the_message() throws IOException {
    byte[] bytes =
        frames()
            .ascii("1W")
            .number(1)
            .ascii("1D")
            .number(0xffff_fffeL)
            .number(2)
            .text("line")
            .text("hé")
            .text("host")
            .text("web-1")
            .bytes();
    List<LumberjackFrame> frames = read(bytes, SMALL, 7);
    assertThat(frames.getFirst()).isEqualTo(new Window(1, 1));
    Data data = (Data) frames.get(1);
    assertThat(data.sequence()).isEqualTo(0xffff_fffeL);
    assertThat(data.event().fields())
        .containsAllEntriesOf(Map.of("message", "hé", "host", "web-1"))
        .doesNotContainKey("line");
  }

  @Test
  void every_split_of_the_stream_reads_the_same() throws IOException {
    byte[] bytes =
        frames()
            .window(3)
            .compressed(frames().json(1, "{\"n\":1}").json(2, "{\"n\":2}"))
            .json(3, "{\"n\":3}")
            .compressed(frames().window(1).json(1, "{\"n\":4}"))
            .bytes();
    for (int pieces = 1; pieces <= bytes.length; pieces++) {
      List<LumberjackFrame> frames = read(bytes, SMALL, pieces);
      assertThat(frames).hasSize(6);
      assertThat(numbers(frames)).as("in pieces of %d", pieces).containsExactly(1L, 2L, 3L, 4L);
    }
  }

  @Test
  void stream_that_is_cut_anywhere_ends_in_order_or_says_where() throws IOException {
    byte[] bytes =
        frames().window(2).compressed(frames().json(1, "{}")).json(2, "{\"a\":\"b\"}").bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      try {
        read(cut, SMALL, cut.length + 1);
      } catch (LumberjackException e) {
        assertThat(e).hasMessageContaining("stream ends").hasMessageContaining("at byte " + length);
      }
    }
  }

  static List<Object[]> broken() {
    byte[] bomb = new byte[5000];
    byte[] zlibOfNothingButRest = Arrays.copyOf(Frames.deflate(new byte[0]), 20);
    return List.of(
        broken(frames().ascii("3W"), "0x33 is no protocol version, at byte 0"),
        broken(frames().ascii("GET / HTTP/1.1"), "HTTP"),
        broken(frames().ascii("\u0016\u0003\u0001"), "TLS"),
        broken(frames().ascii("{\"a\":1}\n"), "TCP input"),
        broken(frames().window(1).ascii("2X"), "unknown frame type 0x58, at byte 7"),
        broken(frames().window(11), "the window size is 11, more than the limit of 10, at byte 2"),
        broken(frames().window(0xffff_ffffL), "4294967295"),
        broken(frames().ascii("2J").number(1).number(101), "length of a JSON frame is 101"),
        broken(frames().ascii("2J").number(1).number(0x8000_0000L), "at byte 6"),
        broken(frames().ascii("1D").number(1).number(4), "number of pairs of a data frame is 4"),
        broken(frames().ascii("1D").number(1).number(1).number(101), "length of a key is 101"),
        broken(
            frames().ascii("1D").number(1).number(1).text("k".repeat(60)).number(41),
            "length of a value is 41, more than the limit of 40"),
        broken(frames().ascii("2C").number(201), "length of a compressed frame is 201"),
        broken(frames().ascii("2C").number(4).ascii("zlib"), "no zlib data"),
        broken(frames().ascii("2C").number(4).ascii("zlib"), "at byte 6"),
        broken(
            frames().compressed(frames().compressed(frames().window(1))),
            "a compressed frame inside a compressed frame, at byte 0 of what was inflated"),
        broken(
            frames().ascii("2C").number(Frames.deflate(bomb).length).raw(Frames.deflate(bomb)),
            "becomes more than the limit of 1000 bytes, at byte 6"),
        broken(
            frames().ascii("2C").number(20).raw(zlibOfNothingButRest),
            "12 bytes behind its zlib data"),
        broken(frames().ascii("2C").number(0), "shorter than its zlib data"),
        broken(
            frames().compressed(frames().ascii("2J").number(1).number(9).ascii("{}")),
            "the stream ends 7 bytes before the end of a JSON frame"),
        broken(frames().ascii("2A").number(1), "an acknowledgement from a client, at byte 0"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void broken_frame_is_refused_with_its_place(byte[] bytes, String message) {
    assertThatThrownBy(() -> read(bytes, SMALL, bytes.length))
        .isInstanceOf(LumberjackException.class)
        .hasMessageContaining(message);
  }

  @Test
  void announced_length_costs_no_memory_before_its_bytes_come() throws IOException {
    byte[] bytes = frames().ascii("2J").number(1).number(1 << 30).ascii("{").bytes();
    LumberjackLimits huge = new LumberjackLimits(1 << 30, 1 << 30, 1 << 30, 1, 1);
    assertThatThrownBy(() -> read(bytes, huge, 1)).hasMessageContaining("1073741823 bytes before");
  }

  @Test
  void origin_is_taken_from_our_own_metadata_and_then_gone_from_there() throws IOException {
    String json =
        "{\"@metadata\":{\"beat\":\"loggia\",\"origin\":{\"source\":\"00000000000000ff\","
            + "\"position\":42}}}";
    Data data = (Data) read(frames().json(1, json).bytes(), SMALL, 9).getFirst();
    assertThat(data.event().origin()).isEqualTo(new io.loggia.event.Origin(255, 42));
    assertThat(data.event().metadata()).isEqualTo(Map.of("beat", "loggia"));
  }

  @FuzzTest(maxDuration = "60s")
  void any_bytes_are_read_or_refused(byte[] bytes) {
    try {
      int pieces = bytes.length == 0 ? 1 : 1 + (bytes[bytes.length - 1] & 0xff);
      read(bytes, SMALL, pieces);
    } catch (LumberjackException refused) {
      assertThat(refused).hasMessageContaining("at byte");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<LumberjackFrame> read(byte[] bytes, LumberjackLimits limits, int pieces)
      throws IOException {
    JsonEventDecoder decoder = new JsonEventDecoder(InstantSource.fixed(Instant.EPOCH), flaws::add);
    List<LumberjackFrame> frames = new ArrayList<>();
    try (LumberjackReader reader = new LumberjackReader(inPieces(bytes, pieces), limits, decoder)) {
      for (Optional<LumberjackFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        frames.add(next.get());
      }
      assertThat(reader.offset()).isEqualTo(bytes.length);
    }
    return frames;
  }

  private static List<Object> numbers(List<LumberjackFrame> frames) {
    List<Object> numbers = new ArrayList<>();
    for (LumberjackFrame frame : frames) {
      if (frame instanceof Data data) {
        numbers.add(data.event().get("n"));
      }
    }
    return numbers;
  }

  private static Object[] broken(Frames frames, String message) {
    return new Object[] {frames.bytes(), message};
  }

  private static InputStream inPieces(byte[] bytes, int most) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(most, length));
      }
    };
  }
}
