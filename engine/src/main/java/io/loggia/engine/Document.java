package io.loggia.engine;

import io.loggia.event.Event;
import io.loggia.event.EventJson;
import java.util.Optional;
import org.opensearch.action.DocWriteRequest.OpType;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;

/**
 * An event on its way into the store.
 *
 * @param event what the source was made from
 * @param source the event as JSON
 * @param attempts how often the mapping has refused it
 * @param changed whether it differs from what was sent last
 */
record Document(
    Event event,
    String index,
    Optional<String> id,
    BytesReference source,
    int attempts,
    boolean changed) {

  static Document of(Event event, IndexRouting routing) {
    return new Document(
        event,
        routing.index().apply(event),
        routing.id().apply(event),
        new BytesArray(EventJson.bytes(event)),
        0,
        false);
  }

  Document unchanged() {
    return changed ? new Document(event, index, id, source, attempts, false) : this;
  }

  Document with(Event other, String otherIndex) {
    return new Document(
        other, otherIndex, id, new BytesArray(EventJson.bytes(other)), attempts + 1, true);
  }

  IndexRequest request(boolean overwrite) {
    IndexRequest request = new IndexRequest(index).source(source, XContentType.JSON);
    id.ifPresent(request::id);
    return request.opType(overwrite || id.isEmpty() ? OpType.INDEX : OpType.CREATE);
  }
}
