package io.loggia.buffer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.loggia.event.Event;
import java.util.List;

final class EventDecoderFuzzTest {
  /** Any bytes give events that can be written again, or the one exception. */
  @FuzzTest(maxDuration = "60s")
  void any_bytes_are_events_or_an_error(byte[] bytes) {
    int count = bytes.length == 0 ? 1 : 1 + (bytes[0] & 3);
    List<Event> events;
    try {
      events = EventDecoder.decode(bytes, bytes.length, count, 1, 1);
    } catch (CorruptRecordException expected) {
      return;
    }
    new EventEncoder(1 << 20, 4096).encode(events);
  }
}
