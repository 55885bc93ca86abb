package io.loggia.pipeline.plan;

import io.loggia.pipeline.OutputFactory;

/** An output. Opened once, after the whole configuration has been found to be right. */
interface OutputStep extends Step {
  void open(OutputFactory factory);
}
