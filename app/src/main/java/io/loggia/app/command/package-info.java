/**
 * The commands of {@code loggia}, one class each.
 *
 * <p>In: arguments. Out: text on the terminal and an exit code. Always holds: wrong input ends with
 * 2 and a sentence that says what to do. Threads: those of what a command starts.
 */
@NullMarked
package io.loggia.app.command;

import org.jspecify.annotations.NullMarked;
