package io.loggia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Random appends, rotations, truncations, deletions, kills and restarts. In the end every line that
 * the agent could have seen is in the store once, and the store (see {@link CollectingSink}) has
 * seen no origin with two texts or two times.
 */
final class TailModelTest {
  enum Step {
    APPEND,
    APPEND_MANY,
    APPEND_HALF,
    SCAN,
    POLL,
    SCAN_AND_POLL,
    RENAME,
    COPY_TRUNCATE,
    COPY_TRUNCATE_LATE,
    COPY_DELETE,
    DELETE,
    KILL_BEFORE_STORE,
    KILL_AFTER_STORE,
    CRASH,
    REFUSE,
    CUT_REGISTRY,
    FILL_DISK,
    MEND_DISK,
    PASS_TIME
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
  void every_line_arrives_once(
      @ForAll @Size(min = 5, max = 60) List<Step> steps,
      @ForAll @IntRange(min = 0, max = 2) int glob,
      @ForAll long seed)
      throws Exception {
    Path folder = Files.createTempDirectory("tail-model");
    String pattern = List.of("app.log", "app.log*", "*").get(glob);
    try (Tailing tailing = new Tailing(folder, pattern, seed % 3 == 0 ? 1 : 100, input -> input)) {
      Model model = new Model(tailing, glob > 0, seed);
      for (Step step : steps) {
        model.take(step);
      }
      model.finish();
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private static final class Model {
    private final Tailing tailing;
    private final boolean rotatedFilesMatch;
    private final Random random;
    private final StringBuilder content = new StringBuilder();
    private final Set<String> required = new HashSet<>();
    private final Set<String> possible = new HashSet<>();
    private int line;
    private int rotation;
    private boolean seen;
    private boolean exists;
    private boolean open;
    private boolean endedWithNewline;

    Model(Tailing tailing, boolean rotatedFilesMatch, long seed) {
      this.tailing = tailing;
      this.rotatedFilesMatch = rotatedFilesMatch;
      this.random = new Random(seed);
    }

    void take(Step step) throws Exception {
      switch (step) {
        case APPEND -> append(nextLine() + "\n");
        case APPEND_MANY -> {
          StringBuilder many = new StringBuilder();
          for (int i = random.nextInt(200); i >= 0; i--) {
            many.append(nextLine()).append('\n');
          }
          append(many.toString());
        }
        case APPEND_HALF -> append(nextLine());
        case SCAN -> agent(() -> tailing.scan());
        case POLL -> agent(() -> tailing.poll());
        case SCAN_AND_POLL -> scanAndPoll();
        case RENAME -> rename();
        case COPY_TRUNCATE -> copyAndTruncate(false);
        case COPY_TRUNCATE_LATE -> copyAndTruncate(true);
        case COPY_DELETE -> copyAndDelete();
        case DELETE -> delete();
        case KILL_BEFORE_STORE -> tailing.sink.kill(true);
        case KILL_AFTER_STORE -> tailing.sink.kill(false);
        case CRASH -> {
          tailing.crash();
          open = false;
        }
        case REFUSE -> tailing.sink.refuse(1);
        case CUT_REGISTRY -> cutRegistry();
        case FILL_DISK -> tailing.disk.leave(random.nextInt(2000));
        case MEND_DISK -> tailing.disk.grow();
        case PASS_TIME -> tailing.passTime(Duration.ofSeconds(random.nextInt(400)));
      }
    }

    private String nextLine() {
      return "%016x".formatted(random.nextLong())
          + " line "
          + line++
          + "-".repeat(random.nextInt(40));
    }

    private void append(String text) throws IOException {
      append("app.log", text);
      exists = true;
    }

    private void append(String name, String text) throws IOException {
      tailing.append(name, text);
      content.append(text);
    }

    private interface Action {
      void run() throws Exception;
    }

    private void agent(Action action) throws Exception {
      try {
        action.run();
      } catch (CollectingSink.Killed killed) {
        tailing.crash();
        open = false;
      } catch (RefusedException refused) {
        assertThat(refused.getCause()).hasMessage("refused");
      } catch (IOException full) {
        assertThat(tailing.disk.isFull()).as(full.toString()).isTrue();
      }
    }

    private void scanAndPoll() throws Exception {
      agent(
          () -> {
            tailing.scanAndPoll();
            tailing.sync();
            // An empty file has nothing yet by which its copy could be known.
            seen |= exists && !content.isEmpty();
            open = seen;
          });
    }

    private void rename() throws Exception {
      if (exists) {
        for (int i = rotation; i > 0; i--) {
          tailing.rename("app.log." + i, "app.log." + (i + 1));
        }
        tailing.rename("app.log", "app.log.1");
        rotation++;
        if (random.nextBoolean()) {
          // Whoever writes the file has not opened the new one yet.
          append("app.log.1", nextLine() + "\n");
        }
        closed(seen || rotatedFilesMatch);
        exists = false;
      }
    }

    private void copyAndTruncate(boolean late) throws Exception {
      if (exists) {
        rotateByCopy();
        if (late) {
          appendLate();
        }
        tailing.truncate("app.log");
      }
    }

    private void copyAndDelete() throws Exception {
      if (exists) {
        rotateByCopy();
        Files.delete(tailing.log("app.log"));
        exists = false;
      }
    }

    private void rotateByCopy() throws Exception {
      for (int i = rotation; i > 0; i--) {
        tailing.rename("app.log." + i, "app.log." + (i + 1));
      }
      copy();
      rotation++;
      endedWithNewline = content.toString().endsWith("\n");
      closed(seen || rotatedFilesMatch);
      if (random.nextBoolean()) {
        agent(() -> tailing.scan());
      }
    }

    private void copy() throws Exception {
      String text = content.toString();
      int half = random.nextBoolean() ? random.nextInt(text.length() + 1) : 0;
      if (half > 0) {
        tailing.append("app.log.1", text.substring(0, half));
        agent(() -> tailing.scan());
      }
      tailing.append("app.log.1", text.substring(half));
    }

    /** Written between copy and truncation: in no file any more unless the agent was quick. */
    private void appendLate() throws Exception {
      String end = endedWithNewline ? "" : "\n";
      do {
        String lost = nextLine();
        possible.add(lost);
        tailing.append("app.log", end + lost);
        end = "\n";
        switch (random.nextInt(3)) {
          case 0 -> agent(() -> tailing.poll());
          case 1 -> agent(() -> tailing.scanAndPoll());
          default -> {}
        }
      } while (random.nextBoolean());
      if (random.nextBoolean()) {
        tailing.append("app.log", "\n");
        agent(() -> tailing.poll());
      }
    }

    private void delete() throws Exception {
      if (exists) {
        boolean held = open && tailing.isRunning() && !tailing.isShortOfDescriptors();
        List<String> whole = wholeLines();
        Files.delete(tailing.log("app.log"));
        closed(false);
        if (held) {
          // As long as the process lives, the open descriptor has the lines.
          agent(() -> tailing.poll());
          if (tailing.isRunning()) {
            agent(() -> tailing.poll());
            boolean read = tailing.isRunning() && !tailing.disk.isFull();
            required.addAll(read ? whole : List.of());
          }
        }
        exists = false;
      }
    }

    private List<String> wholeLines() {
      String lines = content.substring(0, content.lastIndexOf("\n") + 1);
      return Arrays.stream(lines.split("\n")).filter(text -> !text.isEmpty()).toList();
    }

    /** No more will be written to the file that is app.log now. */
    private void closed(boolean mustArrive) {
      List<String> lines =
          Arrays.stream(content.toString().split("\n")).filter(text -> !text.isEmpty()).toList();
      possible.addAll(lines);
      if (mustArrive) {
        // A file that was first seen under its rotated name may yet get its last newline.
        required.addAll(seen ? lines : wholeLines());
      }
      content.setLength(0);
      seen = false;
      open = false;
    }

    /** A power cut may take what was written since the last sync. */
    private void cutRegistry() throws IOException {
      if (tailing.isRunning()) {
        tailing.powerCut(random);
        open = false;
      }
    }

    void finish() throws Exception {
      tailing.sink.live();
      tailing.sink.refuse(0);
      tailing.disk.grow();
      tailing.settle();
      String rest = content.toString();
      int end = rest.lastIndexOf('\n') + 1;
      content.setLength(end);
      closed(true);
      possible.add(rest.substring(end));
      List<String> arrived = tailing.sink.messages();
      List<String> missing = new ArrayList<>(required);
      missing.removeAll(arrived);
      assertThat(missing).as("missing lines").isEmpty();
      assertThat(arrived).as("doubled lines").doesNotHaveDuplicates();
      assertThat(possible).as("invented lines").containsAll(arrived);
    }
  }
}
