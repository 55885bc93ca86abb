package io.loggia.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.opensearch.action.admin.indices.template.put.PutComposableIndexTemplateAction;
import org.opensearch.cluster.metadata.ComposableIndexTemplate;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.transport.client.Client;

/** Loggia's own template for indices of logs, {@code index-template.json} beside this class. */
final class IndexTemplate {
  static final String NAME = "loggia-logs";

  private IndexTemplate() {}

  static void put(Client client) {
    try (InputStream json = IndexTemplate.class.getResourceAsStream("index-template.json");
        XContentParser parser =
            XContentType.JSON
                .xContent()
                .createParser(
                    NamedXContentRegistry.EMPTY,
                    DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                    json)) {
      client
          .execute(
              PutComposableIndexTemplateAction.INSTANCE,
              new PutComposableIndexTemplateAction.Request(NAME)
                  .indexTemplate(ComposableIndexTemplate.parse(parser)))
          .actionGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
