package io.loggia.pipeline.plan;

import io.loggia.kernel.NearestName;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What to say of a plugin that is not in a table. */
final class Plugins {
  private Plugins() {}

  static String unknown(
      String kind, String name, Collection<String> served, Collection<String> notServed) {
    Set<String> known = new TreeSet<>(served);
    if (notServed.contains(name)) {
      return kind
          + " \""
          + name
          + "\" is not served by this version; it serves "
          + String.join(", ", known);
    }
    String list = String.join(", ", known);
    known.addAll(notServed);
    String hint = NearestName.hint(name, known);
    return "there is no "
        + kind
        + " \""
        + name
        + "\""
        + (hint.isEmpty() ? "; this version serves " + list : hint);
  }
}
