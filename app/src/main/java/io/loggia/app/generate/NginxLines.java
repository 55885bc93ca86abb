package io.loggia.app.generate;

/** {@code address - user [time] "request" status bytes "referer" "agent"}. */
final class NginxLines implements Lines {
  private final Traffic traffic;
  private final SecondText time = new SecondText("dd/MMM/yyyy:HH:mm:ss '+0000'");
  private final StringBuilder line = new StringBuilder(400);

  NginxLines(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public String next() {
    traffic.advance();
    line.setLength(0);
    line.append(traffic.client.address()).append(" - - [").append(time.of(traffic.time));
    line.append("] \"").append(traffic.method).append(' ').append(traffic.path);
    if (!traffic.query.isEmpty()) {
      line.append('?').append(traffic.query);
    }
    line.append(traffic.client.bot() ? " HTTP/1.1\" " : " HTTP/2.0\" ").append(traffic.status);
    line.append(' ').append(traffic.sentBytes).append(" \"");
    line.append(traffic.referer.isEmpty() ? "-" : traffic.referer);
    return line.append("\" \"").append(traffic.client.agent()).append('"').toString();
  }
}
