package io.loggia.console;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, from the class path. Names are plain words, so a request leads nowhere else;
 * each file carries a tag of its content and is asked for again only to compare that.
 */
final class Assets {
  private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]*\\.(js|css|svg)");
  private static final Pattern MODULE = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*\\.js");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Asset> loaded = new ConcurrentHashMap<>();
  private final Libraries libraries = new Libraries();
  private final Asset page = IndexPage.asset(libraries.importMap());

  void routes(HttpRouting.Builder routing) {
    routing.get("/", (request, response) -> send(request, response, page));
    routing.get("/assets/{name}", (request, response) -> file(request, response));
    for (Libraries.Library library : libraries.all()) {
      routing.get(library.path() + "*", (request, response) -> module(request, response, library));
    }
  }

  private void file(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    send(request, response, FILE.matcher(name).matches() ? load("web/" + name) : null);
  }

  private void module(ServerRequest request, ServerResponse response, Libraries.Library library) {
    String name = request.path().path().substring(library.path().length());
    send(
        request,
        response,
        MODULE.matcher(name).matches() ? load(library.resources() + name) : null);
  }

  private @Nullable Asset load(String resource) {
    Asset known = loaded.get(resource);
    if (known != null) {
      return known;
    }
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
      Asset asset = Asset.of(in.readAllBytes(), type == null ? "text/plain" : type);
      loaded.put(resource, asset);
      return asset;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(ServerRequest request, ServerResponse response, @Nullable Asset asset) {
    if (asset == null) {
      response.status(Status.NOT_FOUND_404).send("There is no such file.");
      return;
    }
    asset.headers().forEach(response::header);
    if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(asset.tag())) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, asset.type());
    response.send(asset.bytes());
  }
}
