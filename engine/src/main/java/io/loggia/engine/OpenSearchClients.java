package io.loggia.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.jackson.JacksonJsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Makes the client of one store when it is first asked for. Loads no class of the server. */
public final class OpenSearchClients implements AutoCloseable {
  private final InetSocketAddress address;
  private @Nullable OpenSearchClient client;

  public OpenSearchClients(InetSocketAddress address) {
    this.address = address;
  }

  /** The client; the same one at every call. Thread-safe. */
  public synchronized OpenSearchClient client() {
    if (client == null) {
      HttpHost host = new HttpHost("http", address.getHostString(), address.getPort());
      client =
          new OpenSearchClient(
              ApacheHttpClient5TransportBuilder.builder(host)
                  .setMapper(new JacksonJsonpMapper())
                  .build());
    }
    return client;
  }

  @Override
  public synchronized void close() throws IOException {
    if (client != null) {
      client._transport().close();
    }
  }
}
