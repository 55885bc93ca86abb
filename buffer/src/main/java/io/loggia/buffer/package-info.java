@NullMarked
package io.loggia.buffer;

import org.jspecify.annotations.NullMarked;
