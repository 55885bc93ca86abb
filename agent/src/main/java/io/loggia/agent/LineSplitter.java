package io.loggia.agent;

import io.loggia.event.Event;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Turns a stretch of bytes into the events of one batch. Reused by one thread. */
final class LineSplitter {
  static final int MAX_EVENTS = 4096;
  static final int MAX_BYTES = 1 << 20;
  static final String INVALID_UTF8 = "_invalid_utf8";

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private List<Event> events = new ArrayList<>();
  private int lines;
  private int invalid;
  private int truncated;

  /**
   * Takes lines from the buffer until the batch is full or no whole line is left.
   *
   * @param fileOffset where in the file {@code from} is
   * @param lastIsWhole whether the bytes before {@code to} are a line even without a newline
   * @return the index behind the last line taken; {@code from} when there is none
   */
  int split(
      byte[] buffer, int from, int to, long fileOffset, boolean lastIsWhole, LineTarget target) {
    events = new ArrayList<>(Math.min(MAX_EVENTS, 16 + (to - from) / 64));
    lines = 0;
    invalid = 0;
    truncated = 0;
    int stop = (int) Math.min(to, (long) from + MAX_BYTES);
    int at = from;
    while (at < stop && events.size() < MAX_EVENTS) {
      int newline = newline(buffer, at, to);
      if (newline < 0 && !lastIsWhole) {
        break;
      }
      int end = newline < 0 ? to : newline;
      line(buffer, at, end, fileOffset + (at - from), false, target);
      at = newline < 0 ? to : newline + 1;
    }
    return at;
  }

  /** Makes a batch of the one line that does not fit any buffer; its first bytes are here. */
  void splitLong(byte[] buffer, int length, long fileOffset, LineTarget target) {
    events = new ArrayList<>(1);
    lines = 0;
    invalid = 0;
    truncated = 0;
    line(buffer, 0, length, fileOffset, true, target);
  }

  /** What the lines of one file are made into. */
  record LineTarget(EventTemplate template, FileInput input, Instant readAt) {}

  /** The events of the last split; the caller's from now on. */
  List<Event> events() {
    return events;
  }

  /** Lines that were taken, the empty and the filtered ones included. */
  int lines() {
    return lines;
  }

  int invalid() {
    return invalid;
  }

  int truncated() {
    return truncated;
  }

  private void line(
      byte[] buffer, int start, int end, long offset, boolean cutAlready, LineTarget target) {
    lines++;
    int stop = end;
    if (!cutAlready && stop > start && buffer[stop - 1] == '\r') {
      stop--;
    }
    FileInput input = target.input();
    boolean cut = cutAlready || stop - start > input.maxBytes();
    if (cut) {
      stop = characterStart(buffer, start, Math.min(stop, start + input.maxBytes()), end);
    }
    if (stop == start) {
      return;
    }
    String text = new String(buffer, start, stop - start, StandardCharsets.UTF_8);
    if (!wanted(text, input)) {
      return;
    }
    Event event = target.template().event(target.readAt(), text, offset, cut);
    // U+FFFD is in no Latin-1 string, so this costs nothing for most lines.
    if (text.indexOf('\uFFFD') >= 0 && !isUtf8(buffer, start, stop - start)) {
      event.addTag(INVALID_UTF8);
      invalid++;
    }
    truncated += cut ? 1 : 0;
    events.add(event);
  }

  /** Steps back from the middle of a UTF-8 character to its start. */
  private static int characterStart(byte[] buffer, int start, int cut, int end) {
    int at = cut;
    while (at > start && at < end && cut - at < 3 && (buffer[at] & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }

  private static boolean wanted(String line, FileInput input) {
    List<Pattern> include = input.includeLines();
    return (include.isEmpty() || findsAny(include, line)) && !findsAny(input.excludeLines(), line);
  }

  private static boolean findsAny(List<Pattern> patterns, String line) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(line).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUtf8(byte[] buffer, int start, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The index of the next newline before {@code to}, or -1; eight bytes at a time. */
  static int newline(byte[] buffer, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long word = (long) EIGHT_BYTES.get(buffer, at) ^ 0x0a0a0a0a0a0a0a0aL;
      long zeroes = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
      if (zeroes != 0) {
        return at + (Long.numberOfTrailingZeros(zeroes) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
