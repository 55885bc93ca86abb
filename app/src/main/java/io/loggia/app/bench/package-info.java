/**
 * Measures Loggia on the machine it runs on, and runs everything once for the start-up cache.
 *
 * <p>In: generated lines in a temporary folder. Out: a table of figures, each beside its baseline
 * from the same run. Always holds: what is measured is counted at the end, so a figure never stands
 * for work that was not done. Threads: those of what is measured.
 */
@NullMarked
package io.loggia.app.bench;

import org.jspecify.annotations.NullMarked;
