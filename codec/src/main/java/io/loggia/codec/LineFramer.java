package io.loggia.codec;

import java.util.Arrays;

/**
 * Cuts bytes into lines at LF or CR LF. Bytes go in by {@link #feed} in pieces of any size; after
 * each piece, {@link #next} steps through the lines that are complete:
 *
 * <pre>{@code
 * framer.feed(bytes, 0, count);
 * while (framer.next()) {
 *   use(framer.bytes(), framer.offset(), framer.length());
 * }
 * }</pre>
 *
 * A line within one piece is not copied. Of a line that is longer than allowed, the beginning is
 * kept (up to the last whole UTF-8 character) and the rest is counted and let go as it comes by.
 */
public final class LineFramer {
  private static final byte[] NOTHING = {};

  private final int longest;
  // The beginning of a line that spans pieces: at most longest + 1 bytes, the one being a CR.
  private byte[] held = NOTHING;
  private int heldLength;
  private long passedBy;
  private boolean passedByCarriageReturn;

  private byte[] piece = NOTHING;
  private int position;
  private int limit;
  private boolean ended;

  private byte[] lineBytes = NOTHING;
  private int lineOffset;
  private int lineLength;
  private long lineSkipped;

  /**
   * @param longest most bytes of a line that are kept, the line end not counted
   */
  public LineFramer(int longest) {
    if (longest < 1 || longest > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("a line cannot be limited to " + longest + " bytes");
    }
    this.longest = longest;
  }

  /** Takes the next piece, which must stay as it is until {@link #next} has returned false. */
  public void feed(byte[] bytes, int offset, int length) {
    if (position < limit) {
      throw new IllegalStateException("lines of the piece before are still to be taken");
    }
    piece = bytes;
    position = offset;
    limit = offset + length;
  }

  /** No more bytes will come: what is held is the last line, without its end. */
  public void end() {
    ended = true;
  }

  /** Steps to the next line; false when more bytes are needed. */
  public boolean next() {
    int end = position;
    while (end < limit && piece[end] != '\n') {
      end++;
    }
    if (end < limit) {
      line(end);
      position = end + 1;
      return true;
    }
    hold(limit);
    position = limit;
    if (ended && heldLength > 0) {
      heldLine();
      return true;
    }
    return false;
  }

  /** The array that holds the line; valid until the next call of {@link #next}. */
  public byte[] bytes() {
    return lineBytes;
  }

  public int offset() {
    return lineOffset;
  }

  public int length() {
    return lineLength;
  }

  /** How many bytes of the line's end were let go because it is too long. */
  public long skipped() {
    return lineSkipped;
  }

  private void line(int end) {
    if (heldLength > 0) {
      hold(end);
      heldLine();
    } else {
      take(piece, position, end - position, 0);
    }
  }

  private void heldLine() {
    take(held, 0, heldLength, passedBy - (passedByCarriageReturn ? 1 : 0));
    heldLength = 0;
    passedBy = 0;
    passedByCarriageReturn = false;
    if (held.length > 64 << 10) {
      held = NOTHING;
    }
  }

  private void take(byte[] bytes, int offset, int length, long passed) {
    int kept = length;
    long skipped = passed;
    if (passedBy == 0 && kept > 0 && bytes[offset + kept - 1] == '\r') {
      kept--;
    }
    if (kept > longest) {
      skipped += kept - longest;
      kept = longest;
    }
    if (skipped > 0) {
      int whole = Text.cutAtCharacter(bytes, offset, kept);
      skipped += kept - whole;
      kept = whole;
    }
    lineBytes = bytes;
    lineOffset = offset;
    lineLength = kept;
    lineSkipped = skipped;
  }

  private void hold(int end) {
    int count = end - position;
    if (count == 0) {
      return;
    }
    int room = Math.min(count, longest + 1 - heldLength);
    if (held.length < heldLength + room) {
      long doubled = Math.max(256, 2L * (heldLength + room));
      held = Arrays.copyOf(held, (int) Math.min(longest + 1L, doubled));
    }
    System.arraycopy(piece, position, held, heldLength, room);
    heldLength += room;
    if (count > room) {
      passedBy += count - room;
      passedByCarriageReturn = piece[end - 1] == '\r';
    }
  }
}
