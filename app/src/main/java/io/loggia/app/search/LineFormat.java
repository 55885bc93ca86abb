package io.loggia.app.search;

import io.loggia.console.search.SearchResult.Hit;
import io.loggia.event.EventJson;
import java.util.List;
import java.util.stream.Collectors;

/** How an event is printed, without the line's end. */
@FunctionalInterface
interface LineFormat {
  String line(Hit hit);

  /** The stored document. */
  static LineFormat json() {
    return hit -> EventJson.valueString(hit.source());
  }

  /** Chosen fields with tabs between; tabs and line ends in them are written as \t and \n. */
  static LineFormat columns(List<String> fields) {
    return hit ->
        fields.stream().map(field -> column(hit, field)).collect(Collectors.joining("\t"));
  }

  private static String column(Hit hit, String field) {
    String text =
        switch (field) {
          case "_index" -> hit.index();
          case "_id" -> hit.id();
          default -> Sources.text(hit.source(), field);
        };
    return Printable.text(
        text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"));
  }
}
