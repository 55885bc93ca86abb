/**
 * Where events come in over the network: one class per protocol, each a listener that is started
 * with its settings, the sink that takes its batches, and the metrics' registry.
 *
 * <p>In: connections. Out: batches to an {@link io.loggia.event.EventSink}; what the protocol can
 * acknowledge is acknowledged after the sink has returned, never before.
 *
 * <p>Always holds: while the sink blocks, a connection is not read; a connection that breaks the
 * protocol or fails ends alone; memory per connection is bounded by the input's limits.
 *
 * <p>Threads: per listener one virtual thread that accepts and one per connection, for Beats one
 * more per connection that sends keepalives. {@code close()} returns when they have ended.
 */
@NullMarked
package io.loggia.input;

import org.jspecify.annotations.NullMarked;
