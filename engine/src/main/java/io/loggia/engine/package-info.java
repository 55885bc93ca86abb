/**
 * The store: OpenSearch inside this process, its index template, and the one sink that writes to
 * it.
 *
 * <p>In: batches, through {@link io.loggia.engine.Engine#sink}. Out: documents that can be searched
 * over REST and over {@link io.loggia.engine.Engine#client}.
 *
 * <p>Always holds: when a batch has been accepted, every event of it is a document in the translog
 * on disk, exactly once for each origin, even if a field of it had to be set aside. Threads:
 * OpenSearch's own, and one that refreshes indices that were written to.
 */
@NullMarked
package io.loggia.engine;

import org.jspecify.annotations.NullMarked;
