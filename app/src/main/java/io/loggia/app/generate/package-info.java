/**
 * Makes up logs to try things with: {@code loggia generate}.
 *
 * <p>In: a kind, a seed and a clock. Out: lines, the same ones for the same three. Always holds:
 * names, addresses and texts are invented; the formats are real. No thread is started here, and a
 * generator belongs to one thread.
 */
@NullMarked
package io.loggia.app.generate;

import org.jspecify.annotations.NullMarked;
