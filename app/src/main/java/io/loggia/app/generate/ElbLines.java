package io.loggia.app.generate;

/** The fifteen fields of a classic load balancer. */
final class ElbLines implements Lines {
  private final Traffic traffic;
  private final SecondText time = new SecondText("yyyy-MM-dd'T'HH:mm:ss");
  private final StringBuilder line = new StringBuilder(500);

  ElbLines(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public String next() {
    traffic.advance();
    line.setLength(0);
    line.append(time.of(traffic.time)).append('.');
    SecondText.fraction(line, traffic.time, 6);
    line.append("Z shop-frontend ").append(traffic.client.address()).append(':');
    line.append(1024 + traffic.chance.below(64_000)).append(' ');
    boolean unserved = traffic.status == 503;
    if (unserved) {
      line.append("- -1 -1 -1 503 0 ");
    } else {
      line.append("10.20.").append(traffic.chance.below(3)).append('.');
      line.append(10 + traffic.chance.below(12)).append(":8080 0.0000");
      line.append(10 + traffic.chance.below(90)).append(' ');
      micros(traffic.seconds);
      line.append(" 0.0000").append(10 + traffic.chance.below(90)).append(' ');
      line.append(traffic.status).append(' ').append(traffic.status).append(' ');
    }
    line.append(traffic.receivedBytes).append(' ').append(traffic.sentBytes).append(" \"");
    line.append(traffic.method).append(" https://www.shop.example:443").append(traffic.path);
    if (!traffic.query.isEmpty()) {
      line.append('?').append(traffic.query);
    }
    line.append(" HTTP/1.1\" \"").append(traffic.client.agent());
    return line.append("\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2").toString();
  }

  /** Seconds with six digits behind the point. */
  private void micros(double seconds) {
    long micros = (long) (seconds * 1e6);
    line.append(micros / 1_000_000).append('.');
    for (int unit = 100_000; unit > 0; unit /= 10) {
      line.append((char) ('0' + micros / unit % 10));
    }
  }
}
