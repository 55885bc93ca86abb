/**
 * From syntax tree to something that runs: options are read and checked, field paths and templates
 * parsed, conditions compiled to predicates, plugins to steps.
 *
 * <p>In: {@link io.loggia.pipeline.syntax.Section}s. Out: {@link io.loggia.pipeline.plan.Step}s and
 * every problem that was found. Always holds: a step never loses an event; steps are called by
 * several threads at once and keep nothing between calls. No thread is started here.
 */
@NullMarked
package io.loggia.pipeline.plan;

import org.jspecify.annotations.NullMarked;
