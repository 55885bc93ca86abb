/**
 * What flows through Loggia: events, batches of them, and the one seam between the rooms.
 *
 * <p>In: nothing; this room only defines. Out: {@link io.loggia.event.Event}, {@link
 * io.loggia.event.Batch}, {@link io.loggia.event.Origin}, {@link io.loggia.event.EventSink}.
 *
 * <p>Always holds: an event is owned by one thread at a time and is handed on with its batch; an
 * origin never changes once it is set. No thread is started here.
 */
@NullMarked
package io.loggia.event;

import org.jspecify.annotations.NullMarked;
