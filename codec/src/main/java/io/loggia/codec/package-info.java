/**
 * Bytes to events and back: one small package per wire format, and the pieces that several share
 * (framing of lines, decoding of text and JSON).
 *
 * <p>In: bytes from strangers. Out: {@link io.loggia.event.Event}s, or an exception that says what
 * was wrong and where.
 *
 * <p>Always holds: no decoder needs more memory than its limits say, whatever the bytes are; no
 * byte of a line is dropped without a mark on the event ({@link io.loggia.codec.Flaw}). No thread
 * is started and no socket is opened here; decoders and encoders belong to one thread at a time.
 */
@NullMarked
package io.loggia.codec;

import org.jspecify.annotations.NullMarked;
