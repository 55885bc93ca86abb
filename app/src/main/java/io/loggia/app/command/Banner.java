package io.loggia.app.command;

import io.loggia.app.Endpoints;
import io.loggia.app.Loggia;
import io.loggia.app.Platform;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** What {@code loggia up} says when it is up: what is read, where to look, how to stop. */
final class Banner {
  private Banner() {}

  static void print(Platform platform, Path data, PrintStream out) {
    Endpoints at = platform.endpoints();
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = (System.currentTimeMillis() - started) / 1000.0;
    line(
        out,
        "%n@|bold Loggia %s|@ is up after %s s.%n",
        Loggia.VERSION,
        String.format(Locale.ROOT, "%.1f", seconds));
    if (!platform.tailedPaths().isEmpty()) {
      line(out, "  reading    %s", String.join(", ", platform.tailedPaths()));
    }
    line(
        out,
        "  listening  %s",
        String.join(
            " · ",
            at.names().stream()
                .filter(name -> name.startsWith("beats") || name.startsWith("tcp"))
                .map(name -> name + " " + at.text(name).orElseThrow())
                .toList()));
    at.text("console").ifPresent(a -> line(out, "  console    @|underline http://%s|@", a));
    at.text("engine")
        .ifPresent(
            a -> line(out, "  search     @|underline http://%s|@   or: loggia search error", a));
    at.text("api")
        .ifPresent(
            a -> line(out, "  watch      @|underline http://%s/metrics|@ and /_node/stats", a));
    line(out, "  data       %s   own log: logs/loggia.0.log", data);
    line(out, "%n  Stop with Ctrl-C; the next start goes on where this one was.%n");
    out.flush();
  }

  private static void line(PrintStream out, String format, Object... values) {
    out.println(Ansi.AUTO.string(String.format(Locale.ROOT, format, values)));
  }
}
