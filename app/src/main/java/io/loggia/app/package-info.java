/**
 * The program: {@code Loggia.main}, the command line, and the one place where the rooms are wired
 * together.
 *
 * <p>In: arguments and {@code conf/}. Out: a running {@link io.loggia.app.Platform} or the answer
 * of one command. Always holds: rooms open from the drain up and close from the tap down, so that
 * nothing is taken in that has nowhere to go. Threads: the pipeline's workers.
 */
@NullMarked
package io.loggia.app;

import org.jspecify.annotations.NullMarked;
