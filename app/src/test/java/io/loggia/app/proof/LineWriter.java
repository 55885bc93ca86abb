package io.loggia.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A program that logs about a thousand lines a second, numbered from 1, until it is told to end.
 */
final class LineWriter implements AutoCloseable {
  private static final int LINES = 50;

  private final Path file;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile int lines;

  private LineWriter(Path file, int lines) {
    this.file = file;
    this.lines = lines;
    this.thread = Thread.ofPlatform().name("line-writer").start(this::run);
  }

  /** Writes so many lines at once, before it returns. */
  static LineWriter to(Path file, int atOnce) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= atOnce; i++) {
      text.append(line(i));
    }
    Files.writeString(file, text);
    return new LineWriter(file, atOnce);
  }

  /** One line, so that others can be written in the same form. */
  static String line(int number) {
    return "proof /item/" + number + " " + "x".repeat(40) + "\n";
  }

  void awaitMore(int more) throws InterruptedException {
    int before = lines;
    Waiting.until(more + " more lines", Duration.ofMinutes(2), () -> lines >= before + more);
  }

  /** Ends, and returns how many lines were written. */
  int finish() throws InterruptedException {
    stopping = true;
    thread.join();
    return lines;
  }

  @Override
  public void close() throws InterruptedException {
    finish();
  }

  private void run() {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (!stopping) {
        StringBuilder piece = new StringBuilder();
        for (int i = 1; i <= LINES; i++) {
          piece.append(line(lines + i));
        }
        out.write(piece.toString().getBytes(UTF_8));
        lines += LINES;
        Thread.sleep(50);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
