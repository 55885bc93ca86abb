package io.loggia.app.command;

import io.loggia.app.generate.LogGenerator;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loggia generate}: realistic logs to try things with. */
@Command(
    name = "generate",
    description = "Write realistic made-up log lines.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  loggia generate --kind nginx --rate 200 --output /var/log/try/access.log"
    })
public final class GenerateCommand implements Callable<Integer> {
  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "NGINX",
      description = "${COMPLETION-CANDIDATES} (default: nginx).")
  private LogGenerator.Kind kind = LogGenerator.Kind.NGINX;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "10",
      description = "Lines a second; 0 writes as fast as it can (default: 10).")
  private long rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Stop after so many lines (default: never).")
  private long count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same lines (default: 1).")
  private long seed;

  @Option(names = "--line-numbers", description = "Number the lines, to count them later.")
  private boolean lineNumbers;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Append to a file rather than print.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (output == null) {
      write(new BufferedOutputStream(System.out, 1 << 16));
      return 0;
    }
    try (OutputStream out =
        new BufferedOutputStream(new FileOutputStream(output.toFile(), true), 1 << 16)) {
      write(out);
    }
    return 0;
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    InstantSource clock = InstantSource.system();
    LogGenerator generator =
        lineNumbers
            ? LogGenerator.withLineNumbers(kind, seed, clock)
            : LogGenerator.of(kind, seed, clock);
    long start = System.nanoTime();
    for (long line = 0; count < 0 || line < count; line++) {
      out.write(generator.next().getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      if (rate > 0) {
        pace(out, start, line + 1);
      }
    }
    out.flush();
  }

  /** Waits until the next line is due; whoever reads along sees what is there meanwhile. */
  private void pace(OutputStream out, long start, long lines)
      throws IOException, InterruptedException {
    long due = start + (long) (lines * (1e9 / rate));
    long wait = due - System.nanoTime();
    if (wait > TimeUnit.MILLISECONDS.toNanos(1)) {
      out.flush();
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }
}
