@NullMarked
package io.loggia.engine;

import org.jspecify.annotations.NullMarked;
