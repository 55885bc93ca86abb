/**
 * Ships batches to a broker by Lumberjack version 2: ours, or any server that Beats can talk to.
 *
 * <p>In: batches, through {@link io.loggia.agent.ship.LumberjackSink}. Out: the same events on the
 * wire, and the return of {@code accept} once the broker answers for all of them.
 *
 * <p>Always holds: an event is let go only after its acknowledgement; after a failure the rest is
 * sent again, so the broker may see an event twice, with the same origin.
 *
 * <p>Threads: one virtual thread per connection reads acknowledgements and watches the clock; one
 * at the start makes the first connection. {@code close()} ends them.
 */
@NullMarked
package io.loggia.agent.ship;

import org.jspecify.annotations.NullMarked;
