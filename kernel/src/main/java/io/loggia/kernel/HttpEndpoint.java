package io.loggia.kernel;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * An HTTP server on one address. Handlers block: each request has a virtual thread of its own.
 * Bodies are limited to 32 MiB. Thread-safe.
 */
public final class HttpEndpoint implements AutoCloseable {
  private static final long LARGEST_BODY = 32L << 20;

  private static final Pattern LOCAL_NAME =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|::1", Pattern.CASE_INSENSITIVE);

  private final WebServer server;
  private final InetSocketAddress address;

  private HttpEndpoint(WebServer server, InetSocketAddress address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Starts serving.
   *
   * @param setting the configuration key of the port, for the message when it is taken
   * @throws IOException when the address cannot be bound
   */
  public static HttpEndpoint start(
      String setting, String host, int port, Consumer<HttpRouting.Builder> routes)
      throws IOException {
    InetSocketAddress wanted = new InetSocketAddress(InetAddress.getByName(host), port);
    requireFree(setting, wanted);
    HttpRouting.Builder routing = HttpRouting.builder();
    if (wanted.getAddress().isLoopbackAddress()) {
      routing.addFilter(HttpEndpoint::requireLocalName);
    }
    routes.accept(routing);
    WebServer server =
        WebServer.builder()
            .host(host)
            .address(wanted.getAddress())
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(LARGEST_BODY)
            .addRouting(routing)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new IOException(taken(setting, wanted), e);
    }
    return new HttpEndpoint(server, new InetSocketAddress(wanted.getAddress(), server.port()));
  }

  public InetSocketAddress address() {
    return address;
  }

  /** Stops listening and ends open requests. */
  @Override
  public void close() {
    server.stop();
  }

  /**
   * A page of a stranger's site may name this machine's loopback address by a name of its own (DNS
   * rebinding); a request under such a name is none of ours.
   */
  private static void requireLocalName(
      FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String host = request.authority().replaceFirst(":\\d+$", "");
    if (host.isEmpty() || LOCAL_NAME.matcher(host).matches()) {
      chain.proceed();
    } else {
      response
          .status(403)
          .send("This server is reached as localhost or 127.0.0.1, not as \"" + host + "\".\n");
    }
  }

  /** Asked before the server is built, since what it says of a taken port names no setting. */
  private static void requireFree(String setting, InetSocketAddress address) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (IOException e) {
      throw new IOException(taken(setting, address), e);
    }
  }

  private static String taken(String setting, InetSocketAddress address) {
    return "cannot listen on "
        + address.getHostString()
        + ":"
        + address.getPort()
        + " (in use by another program?); stop that one or set "
        + setting;
  }
}
