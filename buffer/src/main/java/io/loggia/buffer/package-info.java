/**
 * The durable queue between the inputs and the pipeline.
 *
 * <p>In: batches, through {@link io.loggia.buffer.Buffer#accept}, which returns once they are on
 * the disk. Out: the same events in the same order, leased to workers through {@link
 * io.loggia.buffer.Buffer#read} and forgotten once every lease before them is done too.
 *
 * <p>Always holds: an acknowledged event is read until it is committed, whatever happens to the
 * process; an event that came without an origin gets one that no other event ever has; a full
 * buffer blocks its senders and loses nothing; damaged bytes cost the events in them, never the
 * events behind them and never the start.
 *
 * <p>Threads: two per buffer, one that appends and one that keeps the commit and deletes what is
 * done with, both ended by {@code close()}. Encoding runs in the sender's thread, decoding in the
 * reader's.
 */
@NullMarked
package io.loggia.buffer;

import org.jspecify.annotations.NullMarked;
