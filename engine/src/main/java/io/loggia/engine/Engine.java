package io.loggia.engine;

import io.loggia.event.EventSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.http.BindHttpException;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.transport.BindTransportException;

/** OpenSearch in this process. Thread-safe. */
public final class Engine implements AutoCloseable {
  private final Node node;
  private final Refresher refresher;
  private final MeterRegistry metrics;
  private final InetSocketAddress address;
  private final OpenSearchClients clients;

  private Engine(Node node, InetSocketAddress address, MeterRegistry metrics) {
    this.node = node;
    this.address = address;
    this.metrics = metrics;
    this.refresher = new Refresher(node.client());
    this.clients = new OpenSearchClients(address);
  }

  /**
   * Starts the node, brings its indices up and its template up to date; returns when it can be
   * written to.
   *
   * @throws IOException when a port is taken or the folder cannot be used; the message says which
   */
  public static Engine start(EngineSettings settings, MeterRegistry metrics) throws IOException {
    JulAppender.install();
    Files.createDirectories(settings.folder());
    Node node = new EmbeddedNode(settings);
    try {
      node.start();
      IndexTemplate.put(node.client());
      awaitPrimaries(node);
      Engine engine = new Engine(node, httpAddress(node), metrics);
      engine.refresher.start();
      return engine;
    } catch (BindHttpException | BindTransportException e) {
      node.close();
      throw new IOException(
          "the engine cannot listen on "
              + settings.host()
              + ":"
              + (e instanceof BindHttpException ? settings.httpPort() : settings.transportPorts())
              + " (in use by another program?); stop that one or set ports.engine",
          e);
    } catch (NodeValidationException | RuntimeException e) {
      node.close();
      throw new IOException("the engine did not start: " + e.getMessage(), e);
    }
  }

  /**
   * A sink that writes every event as a document. Its {@code accept} returns when all of the batch
   * is durable; it waits and tries again while the store cannot take documents, and throws only
   * when it is interrupted or closed.
   */
  public EventSink sink(IndexRouting routing) {
    return new BulkSink(node.client(), routing, refresher, metrics);
  }

  /** The ecosystem's own client, over loopback; the caller does not close it. */
  public OpenSearchClient client() {
    return clients.client();
  }

  Node node() {
    return node;
  }

  /** Where REST is served. */
  public InetSocketAddress address() {
    return address;
  }

  /** Stops the node; what has been accepted is on disk. */
  @Override
  public void close() throws IOException {
    refresher.close();
    clients.close();
    node.close();
    try {
      if (!node.awaitClose(20, TimeUnit.SECONDS)) {
        throw new IOException("the engine has not stopped within 20 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Index recovery after a kill replays the translog; writing before it ends would only wait. */
  private static void awaitPrimaries(Node node) {
    node.client()
        .admin()
        .cluster()
        .prepareHealth()
        .setWaitForYellowStatus()
        .setTimeout(
            org.opensearch.common.unit.TimeValue.timeValueMillis(Duration.ofSeconds(10).toMillis()))
        .get();
  }

  private static InetSocketAddress httpAddress(Node node) {
    TransportAddress bound =
        node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
    return bound.address();
  }
}
