package io.loggia.app.command;

import io.loggia.app.Endpoints;
import io.loggia.app.Loggia;
import io.loggia.app.Platform;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** What {@code loggia up} says when it is up: what is read, where to look, how to stop. */
final class Banner {
  private Banner() {}

  static void print(Platform platform, Path data, PrintStream out) {
    Endpoints at = platform.endpoints();
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = (System.currentTimeMillis() - started) / 1000.0;
    line(out, "");
    line(out, "@|bold Loggia " + Loggia.VERSION + "|@ is up after " + rounded(seconds) + " s.");
    line(out, "");
    if (!platform.tailedPaths().isEmpty()) {
      line(out, "  reading    " + String.join(", ", platform.tailedPaths()));
    }
    line(out, "  listening  " + listeners(at));
    at.text("console").ifPresent(a -> line(out, "  console    @|underline http://" + a + "|@"));
    at.text("engine")
        .ifPresent(
            a ->
                line(out, "  search     @|underline http://" + a + "|@   or: loggia search error"));
    at.text("api")
        .ifPresent(
            a -> line(out, "  watch      @|underline http://" + a + "/metrics|@ and /_node/stats"));
    line(out, "  data       " + data + "   own log: logs/loggia.0.log");
    line(out, "");
    line(out, "  Stop with Ctrl-C; the next start goes on where this one was.");
    line(out, "");
    out.flush();
  }

  private static String listeners(Endpoints at) {
    return at.names().stream()
        .filter(name -> name.startsWith("beats") || name.startsWith("tcp"))
        .map(name -> name + " " + at.text(name).orElseThrow())
        .collect(Collectors.joining(" · "));
  }

  private static String rounded(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  private static void line(PrintStream out, String markup) {
    out.println(Ansi.AUTO.string(markup));
  }
}
