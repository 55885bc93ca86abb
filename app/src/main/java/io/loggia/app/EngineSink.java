package io.loggia.app;

import io.loggia.engine.Engine;
import io.loggia.engine.IndexRouting;
import io.loggia.event.Batch;
import io.loggia.event.EventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A sink of the engine that can be handed out while the engine is still starting. */
final class EngineSink implements EventSink {
  private final CompletableFuture<Engine> engine;
  private final IndexRouting routing;
  private volatile @Nullable EventSink sink;

  EngineSink(CompletableFuture<Engine> engine, IndexRouting routing) {
    this.engine = engine;
    this.routing = routing;
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    EventSink opened = sink;
    if (opened == null) {
      try {
        opened = engine.get().sink(routing);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the engine did not start", e.getCause());
      }
      sink = opened;
    }
    opened.accept(batch);
  }
}
