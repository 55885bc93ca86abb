package io.loggia.engine;

import io.loggia.event.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.core.common.bytes.BytesReference;

/**
 * Documents made beforehand and written by nothing but the engine: the ceiling that a whole path is
 * measured against. Thread-safe once made.
 */
public final class ReadyDocuments {
  private static final Event NONE = new Event(Instant.EPOCH);

  private final List<Document> documents;

  private ReadyDocuments(List<Document> documents) {
    this.documents = documents;
  }

  public static ReadyDocuments of(List<Event> events, IndexRouting routing) {
    List<Document> documents = new ArrayList<>(events.size());
    for (Event event : events) {
      Document document = Document.of(event, routing);
      // The event itself would only fill the heap while the engine is measured.
      documents.add(
          new Document(NONE, document.index(), document.id(), document.source(), 0, false));
    }
    return new ReadyDocuments(documents);
  }

  /** Writes all of them with bulk requests from so many threads; returns when all are stored. */
  public void write(Engine engine, int writers, int perBulk) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      threads.add(
          Thread.ofPlatform().name("bench-writer-" + i).start(() -> write(engine, next, perBulk)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void write(Engine engine, AtomicInteger next, int perBulk) {
    for (int from = next.getAndAdd(perBulk);
        from < documents.size();
        from = next.getAndAdd(perBulk)) {
      BulkRequest request = new BulkRequest();
      documents
          .subList(from, Math.min(documents.size(), from + perBulk))
          .forEach(document -> request.add(document.request(false)));
      BulkResponse response = engine.node().client().bulk(request).actionGet();
      if (response.hasFailures()) {
        throw new IllegalStateException(response.buildFailureMessage());
      }
    }
  }

  /** The documents as bodies for {@code POST /index/_bulk}, without ids, so many in each. */
  public List<byte[]> bulkBodies(int perBody) {
    List<byte[]> bodies = new ArrayList<>();
    byte[] action = "{\"index\":{}}\n".getBytes(StandardCharsets.US_ASCII);
    for (int from = 0; from < documents.size(); from += perBody) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (Document document :
          documents.subList(from, Math.min(documents.size(), from + perBody))) {
        body.writeBytes(action);
        body.writeBytes(BytesReference.toBytes(document.source()));
        body.write('\n');
      }
      bodies.add(body.toByteArray());
    }
    return bodies;
  }
}
