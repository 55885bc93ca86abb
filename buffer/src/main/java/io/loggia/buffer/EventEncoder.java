package io.loggia.buffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into the payloads of records. The layout is in docs/formats/buffer-segment.md: every
 * value is a tag and what belongs to it; within a record, short strings, field names and shared
 * maps are written once and then named by their place. Reusable, not thread-safe.
 */
final class EventEncoder {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEPT_BYTES = 8 << 20;

  private final int maxBytes;
  private final int maxEvents;
  private final StringTable strings = new StringTable();
  private final IdentityHashMap<Map<?, ?>, Integer> sharedMaps = new IdentityHashMap<>();
  private byte[] out = new byte[1 << 16];
  private int at;
  private long lastMillis;
  private long lastSource;
  private long lastPosition;

  /** Begins another record at these sizes; one event alone may exceed the first. */
  EventEncoder(int maxBytes, int maxEvents) {
    this.maxBytes = maxBytes;
    this.maxEvents = maxEvents;
  }

  List<EncodedRecord> encode(List<Event> events) {
    List<EncodedRecord> records = new ArrayList<>(1);
    int next = 0;
    while (next < events.size()) {
      begin();
      int first = next;
      int end = 0;
      while (next < events.size() && next - first < maxEvents) {
        event(events.get(next));
        if (at > maxBytes && next > first) {
          break;
        }
        end = at;
        next++;
      }
      records.add(new EncodedRecord(Arrays.copyOf(out, end), next - first));
    }
    begin();
    if (out.length > KEPT_BYTES) {
      out = new byte[1 << 16];
    }
    return records;
  }

  private void begin() {
    strings.clear();
    sharedMaps.clear();
    at = 0;
    lastMillis = 0;
    lastSource = 0;
    lastPosition = 0;
  }

  private void event(Event event) {
    Origin origin = event.origin();
    int flags = event.hasMetadata() ? Tag.HAS_METADATA : 0;
    if (origin != null) {
      flags |= Tag.HAS_ORIGIN | (origin.source() == lastSource ? Tag.SAME_SOURCE : 0);
    }
    tag(flags);
    if (origin != null) {
      if (origin.source() != lastSource) {
        fixed(origin.source());
        lastSource = origin.source();
      }
      signed(origin.position() - lastPosition);
      lastPosition = origin.position();
    }
    entries(event.fields(), 0);
    if (event.hasMetadata()) {
      entries(event.metadata(), 0);
    }
  }

  private void entries(Map<?, ?> map, int depth) {
    unsigned(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      string(String.valueOf(entry.getKey()));
      value(entry.getValue(), depth + 1);
    }
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case null -> tag(Tag.NULL);
      case String text -> string(text);
      case Long number -> integer(number);
      case Instant instant -> instant(instant);
      case Map<?, ?> map -> map(map, depth);
      case Boolean bool -> tag(bool ? Tag.TRUE : Tag.FALSE);
      case Double number -> number(number);
      case List<?> list -> list(list, depth);
      case Integer number -> integer(number);
      case BigInteger number -> {
        tag(Tag.BIG_INTEGER);
        bytes(number.toByteArray());
      }
      case BigDecimal number -> {
        tag(Tag.BIG_DECIMAL);
        signed(number.scale());
        bytes(number.unscaledValue().toByteArray());
      }
      case Float number -> number(number.doubleValue());
      default -> string(value.toString());
    }
  }

  private void integer(long number) {
    tag(Tag.LONG);
    signed(number);
  }

  private void number(double number) {
    tag(Tag.DOUBLE);
    fixed(Double.doubleToRawLongBits(number));
  }

  private void instant(Instant instant) {
    long second = instant.getEpochSecond();
    int nano = instant.getNano();
    // Within this many seconds of 1970, milliseconds fit a long by far.
    if (nano % 1_000_000 == 0 && Math.abs(second) < 1L << 40) {
      tag(Tag.INSTANT_MILLIS);
      long millis = second * 1000 + nano / 1_000_000;
      signed(millis - lastMillis);
      lastMillis = millis;
    } else {
      tag(Tag.INSTANT_NANOS);
      signed(second);
      unsigned(nano);
    }
  }

  private void list(List<?> list, int depth) {
    if (depth > Tag.DEEPEST) {
      tooDeep();
      return;
    }
    tag(Tag.LIST);
    unsigned(list.size());
    for (Object element : list) {
      value(element, depth + 1);
    }
  }

  private void map(Map<?, ?> map, int depth) {
    if (depth > Tag.DEEPEST) {
      tooDeep();
      return;
    }
    if (!Event.isShared(map)) {
      tag(Tag.MAP);
      entries(map, depth);
      return;
    }
    Integer place = sharedMaps.get(map);
    if (place != null) {
      tag(Tag.SHARED_MAP_AGAIN);
      unsigned(place);
      return;
    }
    tag(Tag.SHARED_MAP);
    entries(map, depth);
    sharedMaps.put(map, sharedMaps.size());
  }

  /** No reader of ours makes such a value; better a word in its place than a sender that hangs. */
  private void tooDeep() {
    string("(nested too deep to be kept)");
  }

  private void string(String text) {
    int remember = 0;
    if (text.length() <= Tag.LONGEST_REMEMBERED) {
      int place = strings.placeOrRemember(text);
      if (place >= 0) {
        again(place);
        return;
      }
      remember = place == -1 ? Tag.REMEMBER : 0;
    }
    byte[] latin = text.getBytes(ISO_8859_1);
    // Comparing back is far cheaper than looking at each character, and exact.
    if (new String(latin, ISO_8859_1).equals(text)) {
      tag(Tag.LATIN1 + remember);
      bytes(latin);
      return;
    }
    byte[] utf8 = text.getBytes(UTF_8);
    if (new String(utf8, UTF_8).equals(text)) {
      tag(Tag.UTF8 + remember);
      bytes(utf8);
    } else {
      tag(Tag.UTF16 + remember);
      halfPairs(text);
    }
  }

  private void again(int place) {
    if (place < 0x80) {
      tag(Tag.STRING_AGAIN_SHORT + place);
    } else {
      tag(Tag.STRING_AGAIN);
      unsigned(place);
    }
  }

  /** A string that UTF-8 can not carry, for it has half of a surrogate pair in it. */
  private void halfPairs(String text) {
    int length = text.length();
    unsigned(length);
    ensure(2 * length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      out[at++] = (byte) (c >>> 8);
      out[at++] = (byte) c;
    }
  }

  private void bytes(byte[] bytes) {
    unsigned(bytes.length);
    ensure(bytes.length);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    at += bytes.length;
  }

  private void tag(int tag) {
    ensure(1);
    out[at++] = (byte) tag;
  }

  private void fixed(long value) {
    ensure(8);
    LONG.set(out, at, value);
    at += 8;
  }

  /** Zigzag: small numbers of either sign stay short. */
  private void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  private void unsigned(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
  }

  private void ensure(int bytes) {
    if (out.length - at < bytes) {
      out =
          Arrays.copyOf(
              out,
              (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * out.length, (long) at + bytes)));
    }
  }
}
