package io.loggia.app.bench;

import io.loggia.app.Platform;
import io.loggia.app.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opensearch.client.opensearch.OpenSearchClient;

/** A platform of its own, on free ports, with one folder that is tailed. */
record BenchPlatform(Platform platform, Path tailed) implements AutoCloseable {
  static BenchPlatform start(Scratch scratch, String name, String pipeline)
      throws IOException, InterruptedException {
    Path folder = scratch.folder(name);
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Path tailed = Files.createDirectories(folder.resolve("tailed"));
    Files.createDirectories(conf.resolve("agent"));
    Files.writeString(
        conf.resolve("agent").resolve("bench.yml"),
        "filebeat.inputs:\n  - type: log\n    paths: ['" + tailed + "/*.log']\n");
    Files.createDirectories(conf.resolve("pipelines"));
    if (!pipeline.isEmpty()) {
      Files.writeString(conf.resolve("pipelines").resolve("bench.conf"), pipeline);
    }
    return new BenchPlatform(
        Platform.start(conf, folder.resolve("data"), settings(), Variables::environment), tailed);
  }

  /** Free ports, and nothing stored but what a bench sends. */
  static List<String> settings() {
    return List.of(
        "own_log=false",
        "ports.beats=0",
        "ports.tcp=0",
        "ports.engine=0",
        "ports.transport=0",
        "ports.console=0",
        "ports.api=0");
  }

  /** Waits until a search counts so many documents. */
  void awaitCount(String index, long expected) throws IOException, InterruptedException {
    OpenSearchClient client = platform.engine().client();
    long last = -1;
    long changed = System.nanoTime();
    while (true) {
      client.indices().refresh(r -> r.index(index).ignoreUnavailable(true));
      long count = client.count(c -> c.index(index).ignoreUnavailable(true)).count();
      if (count == expected) {
        return;
      }
      if (count != last) {
        last = count;
        changed = System.nanoTime();
      } else if (System.nanoTime() - changed > 60_000_000_000L) {
        throw new IOException(index + " stays at " + count + " of " + expected + " documents");
      }
      Thread.sleep(count * 10 < expected * 9 ? 200 : 20);
    }
  }

  @Override
  public void close() {
    platform.close();
  }
}
