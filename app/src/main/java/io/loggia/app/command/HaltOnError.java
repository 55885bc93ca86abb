package io.loggia.app.command;

/**
 * Ends the process when a thread dies of an {@link Error}: a missing class or an exhausted heap
 * leaves an engine that answers no more, and a supervisor can only restart what has ended. What is
 * in the files survives.
 */
final class HaltOnError {
  private static final System.Logger LOG = System.getLogger(HaltOnError.class.getName());

  private HaltOnError() {}

  static void install() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          LOG.log(System.Logger.Level.ERROR, "thread " + thread.getName() + " died", thrown);
          if (thrown instanceof Error && !(thrown instanceof AssertionError)) {
            System.err.println(
                "loggia: stopping after an error that cannot be survived: "
                    + thrown
                    + "; what was acknowledged is on disk, start again");
            Runtime.getRuntime().halt(1);
          }
        });
  }
}
