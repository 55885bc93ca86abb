package io.loggia.pipeline.grok;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jcodings.specific.UTF8Encoding;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Regex;
import org.joni.Region;
import org.joni.exception.JOniException;
import org.joni.exception.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with Ruby's syntax and semantics, over UTF-8. A search ends with {@link
 * LateException} when its time is up and with {@link StoppedException} when its thread is
 * interrupted. Thread-safe.
 */
public final class RubyRegex {
  /** Long enough for any honest match; ends a pattern that would otherwise run for ever. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Regex regex;
  private final String source;
  private final long nanos;

  /** A search took longer than it may. */
  public static final class LateException extends IllegalStateException {
    private LateException(String source, Throwable cause) {
      super("a search took too long: /" + source + "/", cause);
    }
  }

  /** The thread was interrupted in a search, and still is. */
  public static final class StoppedException extends RuntimeException {
    private StoppedException(Throwable cause) {
      super("interrupted in a search", cause);
    }
  }

  private RubyRegex(Regex regex, String source, long nanos) {
    this.regex = regex;
    this.source = source;
    this.nanos = nanos;
  }

  /**
   * @throws IllegalArgumentException when the text is no regular expression; the message says why
   */
  public static RubyRegex compile(String source) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    try {
      return new RubyRegex(
          new Regex(bytes, 0, bytes.length, Option.NONE, UTF8Encoding.INSTANCE),
          source,
          LONGEST_NANOS);
    } catch (JOniException | IndexOutOfBoundsException | StackOverflowError wrong) {
      throw new IllegalArgumentException(
          "not a regular expression: " + wrong.getMessage() + ": /" + source + "/", wrong);
    }
  }

  /** A test whether the text contains a match; texts without special characters are looked up. */
  public static Predicate<String> finder(String source) {
    RubyRegex regex = compile(source);
    boolean literal = source.chars().noneMatch(c -> ".?*+()[]{}|^$\\#".indexOf(c) >= 0);
    return literal ? text -> text.contains(source) : regex::find;
  }

  /** This expression with another limit to each search; 0 or less for none. */
  public RubyRegex limited(long limitNanos) {
    return new RubyRegex(regex, source, limitNanos > 0 ? limitNanos : -1);
  }

  Regex regex() {
    return regex;
  }

  /** Whether a match is anywhere in the text. */
  public boolean find(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return search(regex.matcherNoRegion(bytes, 0, bytes.length, nanos), 0, bytes.length);
  }

  /** The groups of each match in turn: the whole match first, null for a group without part. */
  public List<@Nullable String[]> scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<@Nullable String[]> found = new ArrayList<>();
    Matcher matcher = regex.matcher(bytes, 0, bytes.length, nanos);
    int from = 0;
    while (from <= bytes.length && search(matcher, from, bytes.length)) {
      Region region = matcher.getEagerRegion();
      @Nullable String[] groups = new String[region.getNumRegs()];
      for (int i = 0; i < groups.length; i++) {
        groups[i] = group(bytes, region, i);
      }
      found.add(groups);
      from = next(bytes, matcher);
    }
    return found;
  }

  /** The text with each match replaced; the replacement knows Ruby's \0, \1, \k&lt;name&gt;, \\. */
  public String replaceAll(String text, String replacement) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Matcher matcher = regex.matcher(bytes, 0, bytes.length, nanos);
    if (!search(matcher, 0, bytes.length)) {
      return text;
    }
    Replacement compiled = Replacement.parse(replacement, regex);
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int from;
    do {
      out.append(string(bytes, copied, matcher.getBegin()));
      compiled.append(out, bytes, matcher.getEagerRegion());
      copied = matcher.getEnd();
      from = next(bytes, matcher);
    } while (from <= bytes.length && search(matcher, from, bytes.length));
    return out.append(string(bytes, copied, bytes.length)).toString();
  }

  @Override
  public String toString() {
    return source;
  }

  static @Nullable String group(byte[] bytes, Region region, int group) {
    int begin = region.getBeg(group);
    return begin < 0 ? null : string(bytes, begin, region.getEnd(group));
  }

  private static String string(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Where to search on: after the match, or one character on after an empty one. */
  private static int next(byte[] bytes, Matcher matcher) {
    int end = matcher.getEnd();
    if (end > matcher.getBegin()) {
      return end;
    }
    return end < bytes.length
        ? end + UTF8Encoding.INSTANCE.length(bytes, end, bytes.length)
        : end + 1;
  }

  private boolean search(Matcher matcher, int from, int to) {
    try {
      return matcher.searchInterruptible(from, to, Option.NONE) >= 0;
    } catch (TimeoutException late) {
      throw new LateException(source, late);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StoppedException(stop);
    }
  }
}
