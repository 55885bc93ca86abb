package io.loggia.app.command;

import io.loggia.app.bench.TrainingRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code loggia train}: a short run of everything, from which the start-up cache is made. */
@Command(name = "train", hidden = true, description = "Run everything once, then stop.")
public final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    TrainingRun.run();
    return 0;
  }
}
