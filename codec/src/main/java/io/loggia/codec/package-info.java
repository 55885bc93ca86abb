@NullMarked
package io.loggia.codec;

import org.jspecify.annotations.NullMarked;
