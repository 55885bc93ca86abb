/**
 * How fast the single steps of an event's way are, each beside a baseline that does the same job in
 * an ordinary way. The whole way is measured by {@code loggia bench}.
 *
 * <p>In: made-up access logs of a fixed seed. Out: JMH's figures. Always holds: nothing here is
 * part of a build but its compilation; docs/benchmarks.md says how to run it. JMH makes the
 * threads, and asks for public classes that are not final.
 */
@NullMarked
package io.loggia.benchmarks;

import org.jspecify.annotations.NullMarked;
