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

  private final Client client;
  private final IndexRouting routing;
  private final Refresher refresher;
  private final Counter indexed;
  private final Counter duplicates;
  private final Counter setAside;
  private final Counter retries;

  BulkSink(Client client, IndexRouting routing, Refresher refresher, MeterRegistry metrics) {
    this.client = client;
    this.routing = routing;
    this.refresher = refresher;
    this.indexed = metrics.counter("loggia.engine.indexed");
    this.duplicates = metrics.counter("loggia.engine.duplicates");
    this.setAside = metrics.counter("loggia.engine.set.aside");
    this.retries = metrics.counter("loggia.engine.retries");
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    List<Document> open = new ArrayList<>(batch.size());
    Set<String> indices = new HashSet<>();
    for (Event event : batch.events()) {
      open.add(Document.of(event, routing));
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

  /** Sends the documents once; returns those that are not stored yet. */
  private List<Document> attempt(List<Document> documents, Set<String> indices)
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
      LOG.log(System.Logger.Level.WARNING, "the store took no documents; trying again: " + e);
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
      LOG.log(System.Logger.Level.WARNING, "documents wait for the store: " + waiting);
    }
    return left;
  }

  private static InterruptedException closed(RuntimeException cause) {
    InterruptedException closed = new InterruptedException("the engine is closed");
    closed.initCause(cause);
    return closed;
  }
}
