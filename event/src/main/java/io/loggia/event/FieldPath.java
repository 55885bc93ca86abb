package io.loggia.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parsed Logstash field reference: {@code message}, {@code [http][request][method]}, {@code
 * [@metadata][target]}. Immutable; parse once, use for every event.
 *
 * @param segments the names from the top down, at least one
 */
public record FieldPath(List<String> segments) {
  public FieldPath {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("a field reference names at least one field");
    }
  }

  public static FieldPath of(String... segments) {
    return new FieldPath(List.of(segments));
  }

  /**
   * Reads a field reference as Logstash does: a bare name is one field (dots and all), brackets
   * nest, and a composite such as {@code [[a][b]]} is {@code [a][b]}.
   *
   * @throws IllegalArgumentException when brackets do not match or a name is empty
   */
  public static FieldPath parse(String reference) {
    return tryParse(reference)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + reference
                        + "\" is not a field reference; write name or [outer][inner]"));
  }

  /** As {@link #parse}, empty where that would throw. */
  public static Optional<FieldPath> tryParse(String reference) {
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    if (reference.charAt(0) != '[') {
      boolean bare = reference.indexOf('[') < 0 && reference.indexOf(']') < 0;
      return bare ? Optional.of(FieldPath.of(reference)) : Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    int depth = 0;
    int start = -1;
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      if (c == '[') {
        if (start >= 0 && i > start) {
          return Optional.empty();
        }
        depth++;
        start = i + 1;
      } else if (c == ']') {
        if (depth == 0) {
          return Optional.empty();
        }
        depth--;
        if (start >= 0) {
          if (i == start) {
            return Optional.empty();
          }
          segments.add(reference.substring(start, i));
          start = -1;
        }
      } else if (start < 0) {
        return Optional.empty();
      }
    }
    return depth == 0 && !segments.isEmpty()
        ? Optional.of(new FieldPath(segments))
        : Optional.empty();
  }

  public boolean isMetadata() {
    return segments.getFirst().equals(Event.METADATA);
  }

  /** The reference in brackets, or bare when it is a single name. */
  @Override
  public String toString() {
    return segments.size() == 1 ? segments.getFirst() : "[" + String.join("][", segments) + "]";
  }
}
