package io.loggia.agent;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of every file, in memory and in an append-only log that is rewritten now and
 * then.
 *
 * <p>A record is in the page cache when the method that wrote it returns, which a killed process
 * survives; {@link #sync} makes it survive a power cut too. What is lost in a power cut is only
 * read again, under the same origins, because a new source is always synced before it is used.
 *
 * <p>Opening reads what can be read, and writes it into a fresh file: a torn or damaged stretch is
 * counted and gone. Not thread-safe; one process at a time holds the folder.
 */
final class Registry implements Closeable {
  private static final System.Logger LOG = System.getLogger(Registry.class.getName());
  private static final long REWRITE_AFTER = 4 << 20;

  private final Path folder;
  private final Disk disk;
  private final FileChannel lockFile;
  private final Map<Long, Checkpoint> checkpoints = new LinkedHashMap<>();
  private final int corrupt;
  private final UUID agentId;
  private @Nullable FileOutputStream log;
  private long length;
  private long rewriteAt;
  private long synced;
  private boolean newSource;

  /** Where the log's files come from; a full disk is one that refuses to write. */
  @FunctionalInterface
  interface Disk {
    FileOutputStream create(Path file) throws IOException;
  }

  private Registry(Path folder, FileChannel lockFile, Disk disk) throws IOException {
    this.folder = folder;
    this.disk = disk;
    this.lockFile = lockFile;
    this.agentId = readAgentId(folder.resolve("agent.id"));
    this.corrupt = load();
    rewrite();
  }

  /**
   * @throws IOException when the folder cannot be written, or another process has it open
   */
  static Registry open(Path folder) throws IOException {
    return open(folder, file -> new FileOutputStream(file.toFile()));
  }

  static Registry open(Path folder, Disk disk) throws IOException {
    create(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!locked(lockFile)) {
        throw new IOException(
            "another agent uses "
                + folder
                + ": give each its own registry folder, or stop the other");
      }
      return new Registry(folder, lockFile, disk);
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  /** The log has the first lines of every file in it, which not everybody may read. */
  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  /** Names this agent in source ids; kept beside the log. */
  UUID agentId() {
    return agentId;
  }

  /** How many stretches of the log were damaged when it was opened. */
  int corrupt() {
    return corrupt;
  }

  /** All checkpoints, the oldest source first; a copy. */
  List<Checkpoint> checkpoints() {
    return new ArrayList<>(checkpoints.values());
  }

  /**
   * Writes the record and returns the checkpoint as it is then. Before the first offer of a source,
   * what made the source known is synced.
   */
  Checkpoint append(RegistryRecord record) throws RegistryException {
    Checkpoint before =
        record instanceof RegistryRecord.Known(Checkpoint known)
            ? known
            : Objects.requireNonNull(checkpoints.get(record.source()), "an unknown source");
    try {
      if (log == null || length > rewriteAt) {
        rewrite();
      }
      if (newSource && record instanceof RegistryRecord.Offered) {
        sync();
      }
      newSource |= record instanceof RegistryRecord.Known || record instanceof RegistryRecord.Moved;
      write(RegistryFormat.encode(record));
    } catch (IOException e) {
      throw new RegistryException(e);
    }
    apply(record);
    return checkpoints.getOrDefault(record.source(), before);
  }

  private void write(byte[] bytes) throws IOException {
    OutputStream out = Objects.requireNonNull(log);
    try {
      out.write(bytes);
    } catch (IOException e) {
      // Half a record may be in the file now. Nothing goes behind it: the next append starts a new
      // file.
      closeLog();
      throw e;
    }
    length += bytes.length;
  }

  /** Returns when everything written so far survives a power cut. */
  void sync() throws RegistryException {
    FileOutputStream open = log;
    if (synced == length || open == null) {
      return;
    }
    try {
      open.getFD().sync();
    } catch (IOException e) {
      // What was not synced may be gone, and a second sync would not say so: start a new file.
      closeLog();
      throw new RegistryException(e);
    }
    synced = length;
    newSource = false;
  }

  /** How much of the log's file survives a power cut for certain. */
  long syncedLength() {
    return synced;
  }

  @Override
  public void close() throws IOException {
    try {
      sync();
    } finally {
      abandon();
    }
  }

  /** Lets go of the files as a killed process would. */
  void abandon() throws IOException {
    closeLog();
    lockFile.close();
  }

  private void closeLog() {
    FileOutputStream open = log;
    log = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "closing the registry: {0}", e.toString());
      }
    }
  }

  private int load() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.resolve("registry.log"));
    } catch (NoSuchFileException firstStart) {
      return 0;
    }
    int damaged = RegistryFormat.decode(bytes, this::apply);
    if (damaged > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} damaged place(s) in {1} were cut out; what they said about offsets is read again",
          damaged,
          folder.resolve("registry.log"));
    }
    return damaged;
  }

  private void apply(RegistryRecord record) {
    switch (record) {
      case RegistryRecord.Known(Checkpoint checkpoint) ->
          checkpoints.put(checkpoint.source(), checkpoint);
      case RegistryRecord.Begins(long source, Head head) ->
          checkpoints.computeIfPresent(source, (id, known) -> known.withHead(head));
      case RegistryRecord.Offered(long source, Checkpoint.Offer offer) ->
          checkpoints.computeIfPresent(source, (id, known) -> known.offered(offer));
      case RegistryRecord.Acknowledged(long source, Checkpoint.Position position) ->
          checkpoints.computeIfPresent(source, (id, known) -> known.acknowledged(position));
      case RegistryRecord.Moved(long source, FileKey key) ->
          checkpoints.computeIfPresent(source, (id, known) -> known.withKey(key));
      case RegistryRecord.Forgotten(long source) -> checkpoints.remove(source);
    }
  }

  /** Writes every checkpoint into a new file, syncs it and puts it in the old one's place. */
  private void rewrite() throws IOException {
    closeLog();
    Path next = folder.resolve("registry.log.new");
    FileOutputStream out = disk.create(next);
    try {
      out.write(RegistryFormat.HEADER);
      for (Checkpoint checkpoint : checkpoints.values()) {
        out.write(RegistryFormat.encode(new RegistryRecord.Known(checkpoint)));
      }
      out.getFD().sync();
      Files.move(
          next,
          folder.resolve("registry.log"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      syncFolder();
    } catch (IOException e) {
      out.close();
      throw e;
    }
    log = out;
    length = Files.size(folder.resolve("registry.log"));
    synced = length;
    rewriteAt = length + REWRITE_AFTER;
    newSource = false;
  }

  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private UUID readAgentId(Path file) throws IOException {
    try {
      return UUID.fromString(Files.readString(file).strip());
    } catch (NoSuchFileException | IllegalArgumentException none) {
      // A new name is harmless: the source ids in use are in the log itself.
      UUID fresh = UUID.randomUUID();
      Path next = folder.resolve("agent.id.new");
      Files.writeString(
          next,
          fresh + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return fresh;
    }
  }
}
