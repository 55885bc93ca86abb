package io.loggia.pipeline.plan;

import io.loggia.pipeline.OutputFactory;
import io.loggia.pipeline.plan.Work.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Prints events; a batch is encoded first and written at once. */
final class StdoutStep implements OutputStep {
  private final Codec codec;
  private final PluginMeters meters;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable OutputStream out;

  StdoutStep(Codec codec, PluginMeters meters) {
    this.codec = codec;
    this.meters = meters;
  }

  @Override
  public void open(OutputFactory factory) {
    out = factory.stdout();
  }

  @Override
  public void run(Work work, Selection selection) {
    long start = System.nanoTime();
    ByteArrayOutputStream text = new ByteArrayOutputStream(256 * selection.size());
    for (int i = 0; i < selection.size(); i++) {
      text.writeBytes(codec.bytes(work.event(selection.place(i))));
    }
    OutputStream target = Objects.requireNonNull(out, "not opened");
    lock.lock();
    try {
      text.writeTo(target);
      target.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
    int size = selection.size();
    meters.record(size, size, 0, System.nanoTime() - start);
  }
}
