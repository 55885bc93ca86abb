package io.loggia.kernel;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Loggia's own log: {@code loggia.0.log} and up to four older ones of 10 MiB in a folder. The
 * terminal gets nothing of it, so that it stays readable.
 */
public final class RollingLog implements AutoCloseable {
  private static final int FILE_BYTES = 10 << 20;
  private static final int FILES = 5;

  private final Handler handler;

  private RollingLog(Handler handler) {
    this.handler = handler;
  }

  /** Sends everything that is logged in this process to files in the folder. */
  public static RollingLog open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler old : root.getHandlers()) {
      root.removeHandler(old);
    }
    FileHandler handler =
        new FileHandler(folder.resolve("loggia.%g.log").toString(), FILE_BYTES, FILES, true);
    handler.setFormatter(new Line());
    handler.setEncoding("UTF-8");
    handler.setErrorManager(new OnTheTerminal(folder));
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    return new RollingLog(handler);
  }

  @Override
  public void close() {
    handler.close();
  }

  /** A log that cannot be written cannot say so itself, and its disk is often the full one. */
  private static final class OnTheTerminal extends ErrorManager {
    private final Path folder;
    private boolean said;

    OnTheTerminal(Path folder) {
      this.folder = folder;
    }

    @Override
    public synchronized void error(String message, Exception cause, int code) {
      if (!said) {
        said = true;
        System.err.println(
            "loggia: the log in "
                + folder
                + " cannot be written ("
                + (cause == null ? message : cause.getMessage())
                + "); is the disk full? Events wait and are not lost; free some space.");
      }
    }
  }

  /** {@code 2026-11-20T07:20:14.123Z WARN [thread] logger: message}, then any stack trace. */
  private static final class Line extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord entry) {
      StringBuilder line = new StringBuilder(160);
      TIME.formatTo(Instant.ofEpochMilli(entry.getMillis()), line);
      line.append(' ').append(level(entry.getLevel())).append(" [");
      line.append(Thread.currentThread().getName()).append("] ");
      String logger = entry.getLoggerName() == null ? "" : entry.getLoggerName();
      line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ");
      line.append(formatMessage(entry)).append('\n');
      if (entry.getThrown() != null) {
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace));
        line.append(trace);
      }
      return line.toString();
    }

    private static String level(Level level) {
      return level.intValue() >= Level.SEVERE.intValue()
          ? "ERROR"
          : level.intValue() >= Level.WARNING.intValue() ? "WARN " : "INFO ";
    }
  }
}
