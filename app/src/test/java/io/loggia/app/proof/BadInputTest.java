package io.loggia.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers send what they must not, to a platform with a heap of 512 MiB. Each time its log names
 * them, another client is served on, and every event that this one got an acknowledgement for is
 * found in the end.
 */
@Tag("slow")
@Timeout(300)
final class BadInputTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private PlatformProcess platform;
  private SteadyClient steady;
  private int jsonPort;

  @BeforeEach
  void start() throws Exception {
    jsonPort = PlatformProcess.freePort();
    platform =
        PlatformProcess.in(folder)
            .pipeline("input { tcp { port => " + jsonPort + " codec => json_lines } }")
            .start();
    steady = new SteadyClient(platform.address("beats"));
    steady.awaitMore();
  }

  @AfterEach
  void nothing_acknowledged_is_lost() throws Exception {
    try (PlatformProcess serving = platform;
        SteadyClient client = steady) {
      client.awaitMore();
      long sent = client.finish();
      serving.awaitCount("client:steady", sent, SOON);
      assertThat(serving.isAlive()).isTrue();
    }
  }

  @Test
  void garbage_instead_of_frames() throws Exception {
    byte[] garbage = new byte[1 << 20];
    new Random(1).nextBytes(garbage);
    garbage[0] = 0;
    platform.awaitLog(beats(garbage), "0x00 is no protocol version");
  }

  @Test
  void half_a_frame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("2W");
    out.writeInt(2);
    json(out, 1, "{\"message\":\"the whole one\"}");
    out.writeBytes("2J");
    out.writeInt(2);
    out.writeInt(1000);
    out.writeBytes("{\"message\":\"the half");
    platform.awaitLog(beats(bytes.toByteArray()), "stream ends 980 bytes before the end");
    assertThat(platform.count("\"the half\"")).isZero();
  }

  @Test
  void frame_that_says_it_is_huge() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("2W");
    out.writeInt(1);
    out.writeBytes("2J");
    out.writeInt(1);
    out.writeInt(0xffff_fff0);
    platform.awaitLog(beats(bytes.toByteArray()), "length of a JSON frame is 4294967280");
  }

  @Test
  void compressed_frame_that_becomes_gigabytes() throws Exception {
    byte[] event = new byte[8 << 20];
    Arrays.fill(event, (byte) 'x');
    byte[] begin = "{\"message\":\"".getBytes(UTF_8);
    System.arraycopy(begin, 0, event, 0, begin.length);
    event[event.length - 2] = '"';
    event[event.length - 1] = '}';
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    int events = 200;
    try (DataOutputStream frames = new DataOutputStream(new DeflaterOutputStream(compressed))) {
      for (int i = 1; i <= events; i++) {
        frames.writeBytes("2J");
        frames.writeInt(i);
        frames.writeInt(event.length);
        frames.write(event);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("2W");
    out.writeInt(events);
    out.writeBytes("2C");
    out.writeInt(compressed.size());
    compressed.writeTo(out);
    assertThat(bytes.size()).isLessThan(2 << 20);
    platform.awaitLog(beats(bytes.toByteArray()), "becomes more than the limit of 67108864 bytes");
  }

  @Test
  void lines_that_are_no_utf8() throws Exception {
    try (Socket socket = connect("tcp")) {
      socket.getOutputStream().write("caf\u00e9 one\n".getBytes(ISO_8859_1));
      socket.getOutputStream().write("caf\u00e9 two\n".getBytes(UTF_8));
      platform.awaitLog("127.0.0.1:" + socket.getLocalPort(), "no UTF-8");
      platform.awaitCount("message:one AND tags:_invalid_utf8", 1, SOON);
      platform.awaitCount("message:\"caf\u00e9 two\" AND NOT tags:_invalid_utf8", 1, SOON);
    }
  }

  @Test
  void lines_that_are_no_json_where_json_was_asked_for() throws Exception {
    try (Socket socket = connect("tcp-" + jsonPort)) {
      String lines = "{\"message\":\"unfinished\n{\"message\":\"finished\"}\n[1,2]\n";
      socket.getOutputStream().write(lines.getBytes(UTF_8));
      platform.awaitLog("127.0.0.1:" + socket.getLocalPort(), "no JSON object");
      platform.awaitCount("message:unfinished AND tags:_jsonparsefailure", 1, SOON);
      platform.awaitCount("message:finished AND NOT tags:_jsonparsefailure", 1, SOON);
      platform.awaitCount("tags:_jsonparsefailure", 2, SOON);
    }
  }

  @Test
  void line_of_a_gibibyte() throws Exception {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    try (Socket socket = connect("tcp")) {
      OutputStream out = socket.getOutputStream();
      out.write("the line before\n".getBytes(UTF_8));
      for (int i = 0; i < 1024; i++) {
        out.write(piece);
      }
      out.write("\nthe line after\n".getBytes(UTF_8));
      platform.awaitLog("127.0.0.1:" + socket.getLocalPort(), "too long");
      platform.awaitCount("message:\"the line\"", 2, SOON);
      platform.awaitCount("tags:_truncated", 1, SOON);
      assertThat((String) platform.search("tags:_truncated").getFirst().get("message"))
          .hasSize(1 << 20);
    }
  }

  /** Sends bytes to the Lumberjack port and ends the connection; returns the sender's address. */
  private String beats(byte[] bytes) throws IOException {
    try (Socket socket = connect("beats")) {
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {
          // keepalives, until the other side hangs up
        }
      } catch (IOException hungUpOn) {
        assertThat(hungUpOn).hasMessageMatching("(?i).*(reset|broken pipe).*");
      }
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private Socket connect(String input) throws IOException {
    Socket socket = new Socket();
    socket.connect(platform.address(input));
    return socket;
  }

  private static void json(DataOutputStream out, int sequence, String json) throws IOException {
    out.writeBytes("2J");
    out.writeInt(sequence);
    out.writeInt(json.length());
    out.writeBytes(json);
  }
}
