package io.loggia.pipeline.grok;

import static io.loggia.pipeline.grok.Scanner.FAILS;
import static io.loggia.pipeline.grok.Scanner.UNSURE;

import io.loggia.pipeline.grok.Scanner.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How parts are put together. */
final class ScannerParts {
  private ScannerParts() {}

  /** Exactly this text. */
  static Part literal(String expected) {
    byte[] bytes = expected.getBytes(StandardCharsets.US_ASCII);
    return (text, at, spans) -> startsWith(text, at, bytes) ? at + bytes.length : FAILS;
  }

  /**
   * One part after the other. A failure is sure only in the first: before it nothing was chosen.
   */
  static Part sequence(List<Part> all) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    Part[] parts = all.toArray(Part[]::new);
    return (text, at, spans) -> {
      int end = at;
      for (int i = 0; i < parts.length; i++) {
        end = parts[i].scan(text, end, spans);
        if (end < 0) {
          return i == 0 ? end : UNSURE;
        }
      }
      return end;
    };
  }

  /** The first of the alternatives that matches. */
  static Part choice(List<Part> all) {
    Part[] alternatives = all.toArray(Part[]::new);
    return (text, at, spans) -> {
      for (Part alternative : alternatives) {
        int end = alternative.scan(text, at, spans);
        if (end != FAILS) {
          return end;
        }
      }
      return FAILS;
    };
  }

  /** The part if it matches, or nothing. */
  static Part optional(Part part) {
    return (text, at, spans) -> {
      int end = part.scan(text, at, spans);
      return end == FAILS ? at : end;
    };
  }

  /** The part, with its begin and end noted. */
  static Part capture(int index, Part part) {
    return (text, at, spans) -> {
      int end = part.scan(text, at, spans);
      if (end >= 0) {
        spans[2 * index] = at;
        spans[2 * index + 1] = end;
      }
      return end;
    };
  }

  /** As little as possible, without a line end, before the literal that must follow. */
  static Part until(String follow) {
    byte[] literal = follow.getBytes(StandardCharsets.US_ASCII);
    byte first = literal[0];
    return (text, at, spans) -> {
      for (int i = at; i < text.length; i++) {
        if (text[i] == first && startsWith(text, i, literal)) {
          return i;
        }
        if (text[i] == '\n') {
          return UNSURE;
        }
      }
      return UNSURE;
    };
  }

  private static boolean startsWith(byte[] text, int at, byte[] prefix) {
    if (at + prefix.length > text.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (text[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
