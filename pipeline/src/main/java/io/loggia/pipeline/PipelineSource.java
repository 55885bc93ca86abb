package io.loggia.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of one {@code .conf} file, under the name that error messages give it. */
public record PipelineSource(String name, String text) {
  /** Reads a file as UTF-8. */
  public static PipelineSource read(Path file) throws IOException {
    return new PipelineSource(file.toString(), Files.readString(file));
  }
}
