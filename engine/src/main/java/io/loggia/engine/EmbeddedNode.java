package io.loggia.engine;

import java.util.List;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.ingest.common.IngestCommonModulePlugin;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** An OpenSearch node with the modules that Loggia needs, without OpenSearch's own start-up. */
final class EmbeddedNode extends Node {
  private static final List<Class<? extends Plugin>> MODULES =
      List.of(
          Netty4ModulePlugin.class,
          CommonAnalysisModulePlugin.class,
          MapperExtrasModulePlugin.class,
          ReindexModulePlugin.class,
          IngestCommonModulePlugin.class,
          PainlessModulePlugin.class);

  EmbeddedNode(EngineSettings settings) {
    super(environment(settings), MODULES.stream().map(EmbeddedNode::info).toList(), false);
  }

  private static Environment environment(EngineSettings settings) {
    return new Environment(
        Settings.builder()
            .put("cluster.name", "loggia")
            .put("node.name", settings.nodeName())
            .put("path.home", settings.folder().toString())
            .put("path.data", settings.folder().resolve("nodes").toString())
            .put("path.logs", settings.folder().resolve("logs").toString())
            .put("discovery.type", "single-node")
            .put("network.host", settings.host())
            .put("http.port", settings.httpPort() == 0 ? "0" : "" + settings.httpPort())
            .put("transport.port", settings.transportPorts())
            .put("http.compression", true)
            // The heap is also the pipeline's, and its garbage is no reason to refuse a search.
            .put("indices.breaker.total.use_real_memory", false)
            // Shares of a large disk say little; a node is in danger when little is left.
            .put("cluster.routing.allocation.disk.watermark.low", 3 * settings.diskReserve() + "b")
            .put("cluster.routing.allocation.disk.watermark.high", 2 * settings.diskReserve() + "b")
            .put(
                "cluster.routing.allocation.disk.watermark.flood_stage",
                settings.diskReserve() + "b")
            .put("cluster.info.update.interval", "10s")
            .build(),
        settings.folder());
  }

  private static PluginInfo info(Class<? extends Plugin> plugin) {
    return new PluginInfo(
        plugin.getSimpleName(),
        "",
        "",
        Version.CURRENT,
        "25",
        plugin.getName(),
        null,
        List.of(),
        false);
  }
}
