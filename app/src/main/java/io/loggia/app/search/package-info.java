/**
 * {@code loggia search}: events from the store, on a terminal or for a script.
 *
 * <p>In: a query and options. Out: lines on standard output, everything about them on standard
 * error. Always holds: what an event says cannot steer the terminal; a store that is not there and
 * a query that is wrong have exit codes of their own. One thread. Starts fast, so it asks over the
 * JDK's own HTTP and loads neither the engine nor its client.
 */
@NullMarked
package io.loggia.app.search;

import org.jspecify.annotations.NullMarked;
