package io.loggia.app.generate;

import java.time.InstantSource;

/**
 * An endless, realistic log of one kind. The same kind, seed and clock readings give the same
 * lines. Not thread-safe.
 */
public final class LogGenerator {
  private final Lines lines;

  /** The kinds of logs, by the names that the command line takes in lower case. */
  public enum Kind {
    /** The combined format of nginx and Apache. */
    NGINX,
    /** The W3C extended format of IIS; the first four lines are its header. */
    IIS,
    /** The classic load balancer's access log. */
    ELB,
    /** An application's log: one JSON object per line. */
    APP,
    /** An application's log as a container runtime writes it (CRI). */
    K8S
  }

  private LogGenerator(Lines lines) {
    this.lines = lines;
  }

  public static LogGenerator of(Kind kind, long seed, InstantSource clock) {
    return of(kind, seed, clock, false);
  }

  /**
   * A log whose lines can be told apart: each carries its number, counted from 1 and written with
   * at least six digits, as the request's path ({@code /item/000123}) or the application's field or
   * word {@code line}. Headers are not counted.
   */
  public static LogGenerator withLineNumbers(Kind kind, long seed, InstantSource clock) {
    return of(kind, seed, clock, true);
  }

  private static LogGenerator of(Kind kind, long seed, InstantSource clock, boolean numbered) {
    return new LogGenerator(
        switch (kind) {
          case NGINX -> new NginxLines(new Traffic(seed, clock, numbered));
          case IIS -> new IisLines(new Traffic(seed, clock, numbered));
          case ELB -> new ElbLines(new Traffic(seed, clock, numbered));
          case APP -> new AppLines(new Happenings(seed, clock, numbered));
          case K8S -> new ContainerLines(new Happenings(seed, clock, numbered));
        });
  }

  /** The next line, without a line end. */
  public String next() {
    return lines.next();
  }
}
