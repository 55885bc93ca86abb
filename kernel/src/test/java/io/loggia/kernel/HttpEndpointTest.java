package io.loggia.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HttpEndpointTest {
  @Test
  void serves_and_names_the_setting_of_a_taken_port() throws IOException, InterruptedException {
    try (HttpEndpoint endpoint =
            HttpEndpoint.start(
                "ports.test", "127.0.0.1", 0, r -> r.get("/x", (q, a) -> a.send("y")));
        HttpClient client = HttpClient.newHttpClient()) {
      int port = endpoint.address().getPort();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/x")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("y");
      assertThatThrownBy(() -> HttpEndpoint.start("ports.test", "127.0.0.1", port, r -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("set ports.test");
    }
  }

  @Test
  void name_that_is_not_this_machines_is_refused() throws IOException {
    try (HttpEndpoint endpoint =
        HttpEndpoint.start("ports.test", "127.0.0.1", 0, r -> r.get("/x", (q, a) -> a.send("y")))) {
      assertThat(get(endpoint, "evil.example")).startsWith("HTTP/1.1 403");
      assertThat(get(endpoint, "localhost:5601")).startsWith("HTTP/1.1 200");
    }
  }

  /** The status line; by hand, since the JDK's client does not let a Host header be set. */
  private static String get(HttpEndpoint endpoint, String host) throws IOException {
    InetSocketAddress address = endpoint.address();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
