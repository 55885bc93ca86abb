package io.loggia.console;

import io.helidon.webserver.http.HttpRouting;
import io.loggia.console.search.LogSearch;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.opensearch.client.opensearch.OpenSearchClient;

/** The console: its page at {@code /} and its API at {@code /api}. Thread-safe. */
public final class Console {
  private final Assets assets = new Assets();
  private final Api api;

  /**
   * @param client the store's client, asked for at each request; not closed here
   * @param clock what relative times are relative to
   */
  public Console(Supplier<OpenSearchClient> client, InstantSource clock) {
    this.api = new Api(new LogSearch(new ClientStore(client)), clock);
  }

  /** Adds the console's addresses to those of an HTTP server. */
  public void routes(HttpRouting.Builder routing) {
    assets.routes(routing);
    api.routes(routing);
  }
}
