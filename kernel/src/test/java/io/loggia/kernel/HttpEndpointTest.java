package io.loggia.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
}
