/**
 * Reads times as the date filter's formats say: Joda's patterns with a fast path for layouts of
 * fixed width, and the four that have names.
 *
 * <p>In: texts and numbers. Out: milliseconds since 1970. Always holds: the fast path answers only
 * where Joda would answer the same, and leaves everything else to it. No thread is started here.
 */
@NullMarked
package io.loggia.pipeline.date;

import org.jspecify.annotations.NullMarked;
