package io.loggia.app.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** IIS's default fields, behind the header that names them; blanks are written as plus signs. */
final class IisLines implements Lines {
  private final Traffic traffic;
  private final SecondText time = new SecondText("yyyy-MM-dd HH:mm:ss");
  private final StringBuilder line = new StringBuilder(400);
  private final Map<String, String> agents = new HashMap<>();
  private final Deque<String> header = new ArrayDeque<>();

  IisLines(Traffic traffic) {
    this.traffic = traffic;
    traffic.advance();
    header.addAll(
        List.of(
            "#Software: Microsoft Internet Information Services 10.0",
            "#Version: 1.0",
            "#Date: " + time.of(traffic.time),
            "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
                + " cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken"));
  }

  /** The request behind the header's date is the first one. */
  @Override
  public String next() {
    if (!header.isEmpty()) {
      return header.remove();
    }
    line.setLength(0);
    line.append(time.of(traffic.time)).append(" 10.20.0.5 ").append(traffic.method).append(' ');
    line.append(traffic.path).append(' ').append(orDash(traffic.query)).append(" 443 ");
    line.append(traffic.path.startsWith("/account") ? "SHOP\\clerk " : "- ");
    line.append(traffic.client.address()).append(' ');
    line.append(agents.computeIfAbsent(traffic.client.agent(), agent -> agent.replace(' ', '+')));
    line.append(' ').append(orDash(traffic.referer)).append(' ').append(traffic.status);
    line.append(traffic.status == 503 ? " 2 " : " 0 ").append(traffic.status == 504 ? 64 : 0);
    String result = line.append(' ').append((long) (traffic.seconds * 1000)).toString();
    traffic.advance();
    return result;
  }

  private static String orDash(String value) {
    return value.isEmpty() ? "-" : value;
  }
}
