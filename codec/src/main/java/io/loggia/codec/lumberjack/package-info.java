/**
 * Lumberjack, versions 1 and 2: what Beats, Logstash's lumberjack and elastic_agent plug-ins and
 * our own agent speak on port 5044. The bytes are in docs/formats/lumberjack.md.
 *
 * <p>In: a stream of frames ({@link io.loggia.codec.lumberjack.LumberjackReader}) or events to send
 * ({@link io.loggia.codec.lumberjack.LumberjackWriter}). Out: windows and events, or frames.
 *
 * <p>Always holds: a compressed frame is inflated as it is read, never as a whole; memory grows
 * with bytes that have arrived, never with a length that was only announced. No threads.
 */
@NullMarked
package io.loggia.codec.lumberjack;

import org.jspecify.annotations.NullMarked;
