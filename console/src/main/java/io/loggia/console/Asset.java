package io.loggia.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A file as it is served; {@code tag} is its ETag. The bytes are not to be changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asset(byte[] bytes, String type, String tag, Map<String, String> headers) {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-cache",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin");

  static Asset of(byte[] bytes, String type) {
    String tag = "\"" + digest(bytes).substring(0, 22) + "\"";
    Map<String, String> headers = new HashMap<>(ALWAYS);
    headers.put("ETag", tag);
    return new Asset(bytes, type, tag, Map.copyOf(headers));
  }

  Asset with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Asset(bytes, type, tag, Map.copyOf(more));
  }

  /** SHA-256 in Base64. */
  static String digest(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
