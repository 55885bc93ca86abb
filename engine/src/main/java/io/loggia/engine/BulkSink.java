package io.loggia.engine;

import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.EventSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.opensearch.OpenSearchException;
import org.opensearch.action.DocWriteRequest.OpType;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.node.NodeClosedException;
import org.opensearch.transport.client.Client;

/**
 * Writes batches with bulk requests inside the process.
 *
 * <p>Who answers: until {@link #accept} returns, the caller; afterwards the store, whose translog
 * holds every document on disk ({@code index.translog.durability: request}). A crash in between
 * makes the caller offer the batch again, and the ids, made from the origins, find the documents
 * that are there already (409), which counts as success.
 *
 * <p>A document that the mapping refuses is changed by {@link SetAside} until it is taken; what is
 * not the document's fault (no disk, no shard, too busy) is tried again until it works.
 */
final class BulkSink implements EventSink {
  private static final System.Logger LOG = System.getLogger(BulkSink.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final long WARN_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** OpenSearch refuses what is under way beyond a tenth of the heap, and two workers may send. */
  private static final int SHARE_OF_HEAP = 24;

  private final Client client;
  private final IndexRouting routing;
  private final Refresher refresher;
  private final long requestBytes;
  private final Counter indexed;
  private final Counter duplicates;
  private final Counter setAside;
  private final Counter shortened;
  private final Counter retries;
  private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WARN_AGAIN_NANOS);

  BulkSink(Client client, IndexRouting routing, Refresher refresher, MeterRegistry metrics) {
    this(client, routing, refresher, metrics, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * @param requestBytes most bytes of documents in one request
   */
  BulkSink(
      Client client,
      IndexRouting routing,
      Refresher refresher,
      MeterRegistry metrics,
      long requestBytes) {
    this.requestBytes = requestBytes;
    this.client = client;
    this.routing = routing;
    this.refresher = refresher;
    this.indexed = metrics.counter("loggia.engine.indexed");
    this.duplicates = metrics.counter("loggia.engine.duplicates");
    this.setAside = metrics.counter("loggia.engine.set.aside");
    this.shortened = metrics.counter("loggia.engine.shortened");
    this.retries = metrics.counter("loggia.engine.retries");
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    List<Document> open = new ArrayList<>(batch.size());
    Set<String> indices = new HashSet<>();
    for (Event event : batch.events()) {
      open.add(document(event));
    }
    long pause = FIRST_PAUSE_MILLIS;
    while (!open.isEmpty()) {
      List<Document> left = attempt(open, indices);
      if (left.size() == open.size() && left.stream().noneMatch(Document::changed)) {
        retries.increment();
        Thread.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
      open = left;
    }
    refresher.written(indices);
  }

  /** Cut where it would be refused for its size for ever; whole as text when that is not enough. */
  private Document document(Event event) {
    Event fitting = Shortening.fit(event, requestBytes / 2);
    Document document = Document.of(fitting, routing);
    boolean tooLarge = document.source().length() > requestBytes;
    if (tooLarge) {
      document = SetAside.asText(document, requestBytes / 4);
    }
    if (tooLarge || fitting != event) {
      shortened.increment();
    }
    return document;
  }

  /** Offers the documents once; returns those that are not stored yet. */
  private List<Document> attempt(List<Document> documents, Set<String> indices)
      throws InterruptedException {
    List<Document> left = new ArrayList<>();
    int from = 0;
    while (from < documents.size()) {
      int to = from + 1;
      long bytes = documents.get(from).source().length();
      while (to < documents.size() && bytes + documents.get(to).source().length() <= requestBytes) {
        bytes += documents.get(to).source().length();
        to++;
      }
      left.addAll(send(documents.subList(from, to), indices));
      from = to;
    }
    return left;
  }

  private List<Document> send(List<Document> documents, Set<String> indices)
      throws InterruptedException {
    BulkRequest request = new BulkRequest();
    for (Document document : documents) {
      request.add(document.request(routing.overwrite()));
    }
    BulkResponse response;
    try {
      response = client.bulk(request).actionGet();
    } catch (OpenSearchException e) {
      if (e instanceof NodeClosedException) {
        throw closed(e);
      }
      warn(e.toString());
      return documents.stream().map(Document::unchanged).toList();
    } catch (IllegalStateException e) {
      throw closed(e);
    }
    return sort(documents, response, indices);
  }

  private List<Document> sort(
      List<Document> documents, BulkResponse response, Set<String> indices) {
    List<Document> left = new ArrayList<>();
    BulkItemResponse[] items = response.getItems();
    int stored = 0;
    String waiting = null;
    for (int i = 0; i < items.length; i++) {
      BulkItemResponse item = items[i];
      Document document = documents.get(i);
      if (!item.isFailed()) {
        stored++;
        indices.add(item.getIndex());
      } else if (item.status() == RestStatus.CONFLICT && item.getOpType() == OpType.CREATE) {
        duplicates.increment();
        indices.add(item.getIndex());
      } else if (SetAside.isRefused(item.getFailure())) {
        left.add(SetAside.change(document, item.getFailure()));
        setAside.increment();
      } else {
        waiting = item.getFailureMessage();
        left.add(document.unchanged());
      }
    }
    indexed.increment(stored);
    if (waiting != null) {
      warn(waiting);
    }
    return left;
  }

  /** Documents are offered again many times a minute; one line a minute will do. */
  private void warn(String reason) {
    long now = System.nanoTime();
    long last = lastWarning.get();
    if (now - last >= WARN_AGAIN_NANOS && lastWarning.compareAndSet(last, now)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "documents wait for the store; nothing is lost, and it goes on by itself once the store"
              + " takes them (if its disk is full, make room): "
              + reason);
    }
  }

  private static InterruptedException closed(RuntimeException cause) {
    InterruptedException closed = new InterruptedException("the engine is closed");
    closed.initCause(cause);
    return closed;
  }
}
