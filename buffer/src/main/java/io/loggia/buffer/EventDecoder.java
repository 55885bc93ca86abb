package io.loggia.buffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what {@link EventEncoder} wrote. Whatever the bytes are, it ends in time and memory
 * that are in proportion to them: with events or with a {@link CorruptRecordException}. One per
 * record.
 */
final class EventDecoder {
  private final byte[] in;
  private final int limit;
  private int at;
  private String[] strings = new String[64];
  private int stringCount;
  private final List<Map<String, @Nullable Object>> sharedMaps = new ArrayList<>();
  private long lastMillis;
  private long lastSource;
  private long lastPosition;

  private EventDecoder(byte[] in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /**
   * The events of one payload.
   *
   * @param source with {@code first}, the origin of events that have none of their own
   */
  static List<Event> decode(byte[] payload, int length, int events, long source, long first)
      throws CorruptRecordException {
    EventDecoder decoder = new EventDecoder(payload, length);
    List<Event> all = new ArrayList<>(Math.min(events, length));
    for (int i = 0; i < events; i++) {
      Event event = decoder.event();
      if (event.origin() == null) {
        event.origin(new Origin(source, first + i));
      }
      all.add(event);
    }
    if (decoder.at != length) {
      throw new CorruptRecordException((length - decoder.at) + " bytes behind the last event");
    }
    return all;
  }

  private Event event() throws CorruptRecordException {
    int flags = tag();
    Origin origin = (flags & Tag.HAS_ORIGIN) == 0 ? null : origin(flags);
    Event event = new Event(entries(0));
    if (origin != null) {
      event.origin(origin);
    }
    if ((flags & Tag.HAS_METADATA) != 0) {
      event.metadata().putAll(entries(0));
    }
    return event;
  }

  private Origin origin(int flags) throws CorruptRecordException {
    if ((flags & Tag.SAME_SOURCE) == 0) {
      lastSource = fixed();
    }
    lastPosition += signed();
    if (lastPosition < 0 || lastPosition >= 1L << 56) {
      throw new CorruptRecordException("an origin at position " + lastPosition);
    }
    return new Origin(lastSource, lastPosition);
  }

  private Map<String, @Nullable Object> entries(int depth) throws CorruptRecordException {
    int count = count(2);
    Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(Math.min(count, 48));
    for (int i = 0; i < count; i++) {
      String name = string(tag());
      map.put(name, value(depth + 1));
    }
    return map;
  }

  private @Nullable Object value(int depth) throws CorruptRecordException {
    int tag = tag();
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.FALSE -> false;
      case Tag.TRUE -> true;
      case Tag.LONG -> signed();
      case Tag.DOUBLE -> Double.longBitsToDouble(fixed());
      case Tag.INSTANT_MILLIS -> Instant.ofEpochMilli(lastMillis += signed());
      case Tag.INSTANT_NANOS -> instant();
      case Tag.BIG_INTEGER -> bigInteger();
      case Tag.BIG_DECIMAL -> bigDecimal();
      case Tag.LIST -> list(depth);
      case Tag.MAP -> entries(deeper(depth));
      case Tag.SHARED_MAP -> {
        Map<String, @Nullable Object> map = Event.shared(entries(deeper(depth)));
        sharedMaps.add(map);
        yield map;
      }
      case Tag.SHARED_MAP_AGAIN -> sharedMaps.get(place(sharedMaps.size()));
      default -> string(tag);
    };
  }

  private static int deeper(int depth) throws CorruptRecordException {
    if (depth > Tag.DEEPEST) {
      throw new CorruptRecordException("values nested deeper than " + Tag.DEEPEST);
    }
    return depth;
  }

  private List<@Nullable Object> list(int depth) throws CorruptRecordException {
    deeper(depth);
    int count = count(1);
    List<@Nullable Object> list = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private Instant instant() throws CorruptRecordException {
    long second = signed();
    long nano = unsigned();
    if (second < Instant.MIN.getEpochSecond()
        || second > Instant.MAX.getEpochSecond()
        || nano < 0
        || nano > 999_999_999) {
      throw new CorruptRecordException("a time of " + second + " s and " + nano + " ns");
    }
    return Instant.ofEpochSecond(second, nano);
  }

  private BigInteger bigInteger() throws CorruptRecordException {
    int length = count(1);
    if (length == 0) {
      throw new CorruptRecordException("a number of no bytes");
    }
    BigInteger number = new BigInteger(in, at, length);
    at += length;
    return number;
  }

  private BigDecimal bigDecimal() throws CorruptRecordException {
    long scale = signed();
    if (scale < Integer.MIN_VALUE || scale > Integer.MAX_VALUE) {
      throw new CorruptRecordException("a decimal of scale " + scale);
    }
    return new BigDecimal(bigInteger(), (int) scale);
  }

  private String string(int tag) throws CorruptRecordException {
    if (tag >= Tag.STRING_AGAIN_SHORT) {
      return remembered(tag - Tag.STRING_AGAIN_SHORT);
    }
    String text =
        switch (tag & ~Tag.REMEMBER) {
          case Tag.LATIN1 -> {
            int length = count(1);
            String latin = new String(in, at, length, ISO_8859_1);
            at += length;
            yield latin;
          }
          case Tag.UTF8 -> {
            int length = count(1);
            String utf8 = new String(in, at, length, UTF_8);
            at += length;
            yield utf8;
          }
          case Tag.UTF16 -> halfPairs();
          case Tag.STRING_AGAIN -> remembered(place(stringCount));
          default -> throw new CorruptRecordException("an unknown tag, " + tag);
        };
    if ((tag & Tag.REMEMBER) != 0) {
      remember(text);
    }
    return text;
  }

  private String halfPairs() throws CorruptRecordException {
    int length = count(2);
    char[] text = new char[length];
    for (int i = 0; i < length; i++) {
      text[i] = (char) ((in[at] << 8) | (in[at + 1] & 0xff));
      at += 2;
    }
    return new String(text);
  }

  private String remembered(int place) throws CorruptRecordException {
    if (place >= stringCount) {
      throw new CorruptRecordException("string " + place + " of " + stringCount);
    }
    return strings[place];
  }

  private void remember(String text) {
    if (stringCount == strings.length) {
      strings = Arrays.copyOf(strings, 2 * stringCount);
    }
    strings[stringCount++] = text;
  }

  private int place(int size) throws CorruptRecordException {
    long place = unsigned();
    if (place < 0 || place >= size) {
      throw new CorruptRecordException("place " + place + " of " + size);
    }
    return (int) place;
  }

  /** A number of things that take at least so many bytes each, so they must be there. */
  private int count(int bytesEach) throws CorruptRecordException {
    long count = unsigned();
    if (count < 0 || count > (limit - at) / bytesEach) {
      throw new CorruptRecordException(count + " things announced in " + (limit - at) + " bytes");
    }
    return (int) count;
  }

  private int tag() throws CorruptRecordException {
    require(1);
    return in[at++] & 0xff;
  }

  private long fixed() throws CorruptRecordException {
    require(8);
    long value = (long) EventEncoder.LONG.get(in, at);
    at += 8;
    return value;
  }

  private long signed() throws CorruptRecordException {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  private long unsigned() throws CorruptRecordException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      require(1);
      byte b = in[at++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new CorruptRecordException("a number of more than ten bytes");
  }

  private void require(int bytes) throws CorruptRecordException {
    if (limit - at < bytes) {
      throw new CorruptRecordException("the record ends within a value");
    }
  }
}
