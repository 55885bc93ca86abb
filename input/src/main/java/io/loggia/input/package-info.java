@NullMarked
package io.loggia.input;

import org.jspecify.annotations.NullMarked;
