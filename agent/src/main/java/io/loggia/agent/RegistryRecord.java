package io.loggia.agent;

/** One entry of the registry's log. All values are absolute, so a lost entry harms no later one. */
sealed interface RegistryRecord {
  long source();

  record Known(Checkpoint checkpoint) implements RegistryRecord {
    @Override
    public long source() {
      return checkpoint.source();
    }
  }

  record Begins(long source, Head head) implements RegistryRecord {}

  record Offered(long source, Checkpoint.Offer offer) implements RegistryRecord {}

  record Acknowledged(long source, Checkpoint.Position position) implements RegistryRecord {}

  record Moved(long source, FileKey key) implements RegistryRecord {}

  record Forgotten(long source) implements RegistryRecord {}
}
