package io.loggia.console;

import io.loggia.event.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The one HTML page. Browsers take an import map only from within the page, so it is put there and
 * its hash into the policy; nothing else may run or load but the page's own files.
 */
final class IndexPage {
  private static final String PLACE = "{{importmap}}";

  private IndexPage() {}

  static Asset asset(Map<String, Object> importMap) {
    String json = EventJson.valueString(importMap);
    String hash = Asset.digest(json.getBytes(StandardCharsets.UTF_8));
    byte[] html = template().replace(PLACE, json).getBytes(StandardCharsets.UTF_8);
    return Asset.of(html, "text/html; charset=utf-8").with("Content-Security-Policy", policy(hash));
  }

  private static String policy(String importMapHash) {
    return "default-src 'none'; script-src 'self' 'sha256-"
        + importMapHash
        + "'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types lit-html";
  }

  private static String template() {
    try (InputStream in = IndexPage.class.getResourceAsStream("web/index.html")) {
      if (in == null) {
        throw new IllegalStateException("the page is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
