/**
 * The Logstash language: {@code .conf} files as they are, compiled once and run over batches.
 *
 * <p>In: {@link io.loggia.pipeline.PipelineSource}s and, from the buffer, batches. Out: a {@link
 * io.loggia.pipeline.Pipeline} that hands the filtered batches to the outputs, {@link
 * io.loggia.pipeline.InputSpec}s for the application to open, or every problem of every file in one
 * {@link io.loggia.kernel.ConfigurationException}.
 *
 * <p>Always holds: an event that makes a filter fail goes on, tagged and counted; an event keeps
 * its origin; accept returns only when all outputs answer for the batch. No thread is started here;
 * the caller's worker threads run everything.
 *
 * <p>{@code syntax} reads text, {@code plan} makes steps of it, {@code filter} has one file per
 * filter, {@code grok} and {@code date} do the two things that cost time.
 */
@NullMarked
package io.loggia.pipeline;

import org.jspecify.annotations.NullMarked;
