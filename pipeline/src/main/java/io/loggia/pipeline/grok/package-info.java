/**
 * Regular expressions as Logstash has them (Oniguruma's, through Joni), and grok's named patterns
 * on top of them.
 *
 * <p>In: expressions and texts. Out: matches and captures. Always holds: expressions are compiled
 * once and shared by threads; a match ends when its time is up or its thread is interrupted. No
 * thread is started here.
 */
@NullMarked
package io.loggia.pipeline.grok;

import org.jspecify.annotations.NullMarked;
