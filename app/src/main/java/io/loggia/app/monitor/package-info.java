/**
 * What can be watched from outside: Logstash's monitoring API and Prometheus' {@code /metrics}.
 *
 * <p>In: the metrics that the rooms keep. Out: JSON and text over HTTP. Always holds: a request
 * only reads. No thread of its own.
 */
@NullMarked
package io.loggia.app.monitor;

import org.jspecify.annotations.NullMarked;
