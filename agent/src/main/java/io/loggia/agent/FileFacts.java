package io.loggia.agent;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a stat of a path says.
 *
 * @param modified last modification, nanoseconds since 1970
 */
record FileFacts(FileKey key, long size, long modified, boolean regular, boolean directory) {
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  static FileFacts read(Path path, LinkOption... options) throws IOException {
    if (!UNIX) {
      return readBasic(path, options);
    }
    Map<String, Object> facts =
        Files.readAttributes(
            path, "unix:dev,ino,size,lastModifiedTime,isRegularFile,isDirectory", options);
    return new FileFacts(
        new FileKey(number(facts, "dev"), number(facts, "ino")),
        number(facts, "size"),
        ((FileTime) fact(facts, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        (Boolean) fact(facts, "isRegularFile"),
        (Boolean) fact(facts, "isDirectory"));
  }

  /** Where files have no number: the creation time, which a rename keeps. */
  private static FileFacts readBasic(Path path, LinkOption... options) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class, options);
    return new FileFacts(
        new FileKey(0, facts.creationTime().to(TimeUnit.NANOSECONDS)),
        facts.size(),
        facts.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        facts.isRegularFile(),
        facts.isDirectory());
  }

  private static long number(Map<String, Object> facts, String name) {
    return ((Number) fact(facts, name)).longValue();
  }

  private static Object fact(Map<String, Object> facts, String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }
}
