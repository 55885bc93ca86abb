package io.loggia.agent;

/** The sink did not take a batch; the agent still answers for it and offers it again. */
final class RefusedException extends Exception {
  RefusedException(RuntimeException cause) {
    super(cause);
  }
}
