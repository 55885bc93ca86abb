@NullMarked
package io.loggia.benchmarks;

import org.jspecify.annotations.NullMarked;
