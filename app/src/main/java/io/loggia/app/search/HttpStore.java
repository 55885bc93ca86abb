package io.loggia.app.search;

import io.loggia.console.search.Json;
import io.loggia.console.search.Store;
import io.loggia.event.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The store over the HTTP client that starts fastest; user and password may stand in the URL. */
final class HttpStore implements Store {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 60_000;

  private final URI base;

  HttpStore(URI base) {
    this.base = base;
  }

  @Override
  public Answer send(String method, String path, @Nullable Object body) throws IOException {
    HttpURLConnection connection = open(method, path);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = connection.getOutputStream()) {
        EventJson.writeValue(body, out);
      }
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
      return new Answer(status, read(bytes));
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    String root = base.getScheme() + "://" + host() + strip(base.getRawPath());
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(root + path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    if (base.getUserInfo() != null) {
      byte[] user = base.getUserInfo().getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    return connection;
  }

  private String host() {
    return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
  }

  private static String strip(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** A proxy's or another server's answer need not be JSON. */
  private static Json read(byte[] bytes) throws IOException {
    if (bytes.length == 0 || (bytes[0] != '{' && bytes[0] != '[')) {
      return new Json(null);
    }
    return new Json(EventJson.parse(bytes, 0, bytes.length));
  }
}
