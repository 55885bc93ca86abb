@NullMarked
package io.loggia.pipeline;

import org.jspecify.annotations.NullMarked;
