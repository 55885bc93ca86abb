package io.loggia.agent.ship;

/** Where a broker listens. The name is looked up anew for every connection. */
record Broker(String host, int port) {
  private static final int DEFAULT_PORT = 5044;

  /**
   * Reads {@code host}, {@code host:port}, {@code [address]} or {@code [address]:port}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Broker parse(String text) {
    int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', bracket + 1);
    String host = colon < 0 ? text : text.substring(0, colon);
    if (bracket > 0 && host.length() == bracket + 1) {
      host = host.substring(1, bracket);
    }
    if (host.isBlank() || host.indexOf('[') >= 0 || host.indexOf('/') >= 0) {
      throw refused(text);
    }
    return new Broker(host, colon < 0 ? DEFAULT_PORT : port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    if (!digits.matches("[0-9]{1,5}")) {
      throw refused(text);
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw refused(text);
    }
    return port;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" names no broker; write host:port, for example 127.0.0.1:5044");
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
