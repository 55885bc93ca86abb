package io.loggia.agent;

/** Where a broker listens; {@code host:port} as text, with brackets around an IPv6 address. */
public record HostAndPort(String host, int port) {
  /** Lumberjack's, when none is named. */
  static final int DEFAULT_PORT = 5044;

  public HostAndPort {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "\"" + host + ":" + port + "\" is not a host and a port from 1 to 65535");
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [::1]:port}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static HostAndPort parse(String text, int portByDefault) {
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    boolean bareIpv6 = bracket < 0 && text.indexOf(':') != colon;
    if (colon <= bracket || bareIpv6) {
      return new HostAndPort(text.replaceAll("^\\[|]$", ""), portByDefault);
    }
    String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
    try {
      return new HostAndPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not host:port", e);
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
