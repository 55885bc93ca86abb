package io.loggia.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events and their values as JSON (RFC 8259), both ways. Integers that fit become {@link Long},
 * larger ones {@link BigInteger}; fractions become {@link Double}. Reading is bounded: 500 levels,
 * names of 32 KiB, numbers of 1,000 digits, strings of 64 MiB. Thread-safe.
 */
public final class EventJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxNameLength(32 << 10)
                  .maxNumberLength(1000)
                  .maxStringLength(64 << 20)
                  .build())
          // Names come from outside; a table of them that never shrinks would be a leak.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private EventJson() {}

  /** The event's fields as one JSON object, without metadata and without a line end. */
  public static byte[] bytes(Event event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    write(event, out);
    return out.toByteArray();
  }

  public static String string(Event event) {
    return new String(bytes(event), StandardCharsets.UTF_8);
  }

  /** Writes the event's fields as one JSON object; metadata is left out. */
  public static void write(Event event, OutputStream out) {
    writeValue(event.fields(), out);
  }

  /** As {@link #write(Event, OutputStream)}, with this metadata as the first field. */
  public static void write(Event event, Map<String, ?> metadata, OutputStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeFieldName(Event.METADATA);
      write(json, metadata);
      for (Map.Entry<String, @Nullable Object> field : event.fields().entrySet()) {
        json.writeFieldName(field.getKey());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes any value that an event may hold. */
  public static void writeValue(@Nullable Object value, OutputStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Any value that an event may hold, as JSON text. */
  public static String valueString(@Nullable Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    writeValue(value, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Reads one JSON value that fills the bytes, white space aside.
   *
   * @throws IOException when the bytes are not one JSON value; the message says where
   */
  public static @Nullable Object parse(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser json = FACTORY.createParser(bytes, offset, length)) {
      return parseWhole(json);
    }
  }

  /** As {@link #parse(byte[], int, int)}, from text. */
  public static @Nullable Object parse(String text) throws IOException {
    try (JsonParser json = FACTORY.createParser(text)) {
      return parseWhole(json);
    }
  }

  private static @Nullable Object parseWhole(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new IOException("no JSON value: the text is empty");
    }
    Object value = read(json, first);
    if (json.nextToken() != null) {
      throw new IOException(
          "text after the JSON value, at character " + json.currentLocation().getColumnNr());
    }
    return value;
  }

  private static @Nullable Object read(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          map.put(name, read(json, json.nextToken()));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          list.add(read(json, next));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT ->
          json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? json.getBigIntegerValue()
              : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("unexpected " + token + " at " + json.currentLocation());
    };
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number -> writeDouble(json, number);
      case Boolean bool -> json.writeBoolean(bool);
      case Instant instant -> json.writeString(Timestamps.format(instant));
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case BigInteger number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Float number -> writeDouble(json, number.doubleValue());
      default -> json.writeString(value.toString());
    }
  }

  /** JSON has no NaN and no infinity; they are written as text so that nothing is lost. */
  private static void writeDouble(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }
}
