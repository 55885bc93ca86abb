/**
 * One file per filter; {@link io.loggia.pipeline.filter.Filters} is the table of them.
 *
 * <p>In: the checked options of a plugin. Out: a {@link io.loggia.pipeline.filter.Filter}. Always
 * holds: filters are immutable and called by several threads at once, each with an event of its
 * own. No thread is started here.
 */
@NullMarked
package io.loggia.pipeline.filter;

import org.jspecify.annotations.NullMarked;
