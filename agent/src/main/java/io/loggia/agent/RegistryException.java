package io.loggia.agent;

import java.io.IOException;

/** The registry could not be written. Nothing may be offered until it can be. */
final class RegistryException extends IOException {
  RegistryException(IOException cause) {
    super("the agent's registry cannot be written: " + cause.getMessage(), cause);
  }
}
