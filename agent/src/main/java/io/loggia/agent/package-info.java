/**
 * Tails files and hands what is appended to them to an {@link io.loggia.event.EventSink}, exactly
 * once.
 *
 * <p>In: {@link io.loggia.agent.AgentSettings} with the files to tail. Out: batches of events, one
 * event per line, each with an {@link io.loggia.event.Origin} made of the file's source id and the
 * line's byte offset; a registry in a folder of its own.
 *
 * <p>Always holds: a source id is on disk before the first line of that source is offered; an
 * offset is checkpointed only after the sink has answered for everything before it; a line that is
 * offered again, after a refusal or a crash, has the same origin, text and time as before. Bytes
 * that cannot be read any more are counted and named in the log.
 *
 * <p>Threads: one, {@code loggia-agent}, started and ended by {@link io.loggia.agent.Agent}.
 */
@NullMarked
package io.loggia.agent;

import org.jspecify.annotations.NullMarked;
