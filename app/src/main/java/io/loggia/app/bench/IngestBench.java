package io.loggia.app.bench;

/** The parts of {@code loggia bench ingest}, in the order in which they are run. */
public final class IngestBench {
  /** What can be measured on its own. */
  public enum Part {
    STORE,
    TAIL,
    BUFFER,
    START
  }

  private final int events;
  private final int rounds;
  private final Table table;

  public IngestBench(int events, int rounds, Table table) {
    this.events = events;
    this.rounds = rounds;
    this.table = table;
  }

  /** Runs the parts and prints their rows. */
  public void run(Part... parts) throws Exception {
    for (Part part : parts) {
      switch (part) {
        case STORE -> new StoreBench(events, rounds, table).run();
        case TAIL -> new TailBench(Math.max(events, 2_000_000), rounds, table).run();
        case BUFFER -> new BufferBench(Math.max(events, 1_000_000), rounds, table).run();
        case START -> new StartBench(rounds, table).run();
      }
    }
  }
}
