/**
 * Searching logs: what the page and the command line ask the store, in one place.
 *
 * <p>In: a {@link io.loggia.console.search.LogQuery}. Out: hits, a histogram, fields, values; or a
 * {@link io.loggia.console.search.QueryException} whose message a person can act on.
 *
 * <p>Always holds: every search has a deadline; what is missing from an answer is said in it; an
 * index that is not there is an empty one. Loads nothing but a JSON reader, so that a command may
 * start fast. No thread is started here.
 */
@NullMarked
package io.loggia.console.search;

import org.jspecify.annotations.NullMarked;
