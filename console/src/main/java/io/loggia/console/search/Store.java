package io.loggia.console.search;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends one request to the store's REST API. Thread-safe. */
@FunctionalInterface
public interface Store {
  /**
   * @param path encoded, with its query string
   * @param body a tree of maps, lists and values, or null for none
   * @throws IOException when no answer came; an answer with an error's status is an answer
   */
  Answer send(String method, String path, @Nullable Object body) throws IOException;

  /** What the store said: the HTTP status and the body's JSON. */
  record Answer(int status, Json body) {}
}
