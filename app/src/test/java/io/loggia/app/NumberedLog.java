package io.loggia.app;

import io.loggia.app.generate.LogGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A growing access log whose lines carry their numbers, and what each line said. */
final class NumberedLog {
  private static final Pattern NUMBER = Pattern.compile("/item/(\\d+)");
  private static final int CHUNK = 500;

  private final Path file;
  private final int lines;
  private final Rotation rotation;
  private final Random random;
  private final LogGenerator generator;
  private final long[] texts;
  private int rotations;

  NumberedLog(Path file, int lines, Rotation rotation, long seed) {
    this.file = file;
    this.lines = lines;
    this.rotation = rotation;
    this.random = new Random(seed + 1);
    this.generator =
        LogGenerator.withLineNumbers(LogGenerator.Kind.NGINX, seed, InstantSource.system());
    this.texts = new long[lines];
  }

  /** Appends all lines in pieces that end anywhere, rotating about ten times on the way. */
  void write() {
    try {
      int rotateEvery = Math.max(CHUNK, lines / 10);
      for (int from = 0; from < lines; from += CHUNK) {
        if (from > 0 && from % rotateEvery == 0) {
          rotate();
        }
        append(piece(from, Math.min(lines, from + CHUNK)));
        Thread.sleep(lines > 100_000 ? 20 : 100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] piece(int from, int to) {
    StringBuilder piece = new StringBuilder();
    for (int i = from; i < to; i++) {
      String line = generator.next();
      texts[number(line)] = hash(line);
      piece.append(line).append('\n');
    }
    return piece.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** In two writes, so that a reader sees half a line now and then. */
  private void append(byte[] bytes) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      int cut = random.nextInt(bytes.length);
      out.write(bytes, 0, cut);
      out.write(bytes, cut, bytes.length - cut);
    }
  }

  /**
   * Between the copy and the truncation nothing is written here; lines that a program writes there
   * are in no file afterwards, and nobody can know of them.
   */
  private void rotate() throws IOException {
    if (rotation == Rotation.NONE) {
      return;
    }
    rotations++;
    for (int i = rotations; i > 1; i--) {
      Path older = file.resolveSibling(file.getFileName() + "." + (i - 1));
      if (Files.exists(older)) {
        Files.move(older, file.resolveSibling(file.getFileName() + "." + i));
      }
    }
    Path first = file.resolveSibling(file.getFileName() + ".1");
    if (rotation == Rotation.RENAME) {
      Files.move(file, first);
    } else {
      Files.copy(file, first, StandardCopyOption.REPLACE_EXISTING);
      Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  boolean said(int number, String line) {
    return texts[number] == hash(line);
  }

  /** Which line this is, counted from 0; -1 when it carries no number. */
  static int number(String line) {
    Matcher matcher = NUMBER.matcher(line);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) - 1 : -1;
  }

  private static long hash(String line) {
    long hash = 1125899906842597L;
    for (int i = 0; i < line.length(); i++) {
      hash = 31 * hash + line.charAt(i);
    }
    return hash;
  }
}
