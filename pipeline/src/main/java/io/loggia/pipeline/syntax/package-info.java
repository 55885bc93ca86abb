/**
 * The Logstash language as text: lexer, parser and syntax tree.
 *
 * <p>In: the text of one {@code .conf} file. Out: {@link io.loggia.pipeline.syntax.Section}s, or
 * the syntax error that ended the file. Always holds: every node knows its file, line and column;
 * nothing here knows which plugins exist. No thread is started here.
 */
@NullMarked
package io.loggia.pipeline.syntax;

import org.jspecify.annotations.NullMarked;
