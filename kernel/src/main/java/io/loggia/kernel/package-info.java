/**
 * What at least three rooms use and none of them is about: configuration, logging, HTTP, metrics'
 * registry, the data folder, orderly closing.
 *
 * <p>In: files and settings. Out: values that have been checked, or every problem at once. Always
 * holds: a configuration error names its file, line and column. Threads: only those of the HTTP
 * server.
 */
@NullMarked
package io.loggia.kernel;

import org.jspecify.annotations.NullMarked;
