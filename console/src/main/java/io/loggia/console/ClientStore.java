package io.loggia.console;

import io.loggia.console.search.Json;
import io.loggia.console.search.Store;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;

/**
 * The store behind the ecosystem's client. Bodies pass as trees rather than as the client's types,
 * so that a source keeps its order and its numbers.
 */
final class ClientStore implements Store {
  private static final int LARGEST_ANSWER = 64 << 20;

  private final Supplier<OpenSearchClient> client;

  ClientStore(Supplier<OpenSearchClient> client) {
    this.client = client;
  }

  @Override
  public Answer send(String method, String path, @Nullable Object body) throws IOException {
    Body sent =
        body == null
            ? null
            : Body.from(
                EventJson.valueString(body).getBytes(StandardCharsets.UTF_8), "application/json");
    try (Response response =
        generic().execute(Requests.create(method, path, List.of(), Map.of(), sent))) {
      Optional<Body> received = response.getBody();
      return new Answer(
          response.getStatus(), received.isEmpty() ? new Json(null) : read(received.get()));
    }
  }

  /** The engine may not be up yet, or not any more. */
  private OpenSearchGenericClient generic() throws IOException {
    try {
      return client.get().generic();
    } catch (IllegalStateException e) {
      throw new IOException("it is not there: " + e.getMessage(), e);
    }
  }

  private static Json read(Body body) throws IOException {
    try (InputStream in = body.body()) {
      byte[] bytes = in.readNBytes(LARGEST_ANSWER + 1);
      if (bytes.length > LARGEST_ANSWER) {
        throw new IOException("the answer is larger than 64 MiB; ask for fewer events");
      }
      return new Json(bytes.length == 0 ? null : EventJson.parse(bytes, 0, bytes.length));
    }
  }
}
