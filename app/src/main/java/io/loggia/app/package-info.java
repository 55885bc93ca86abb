@NullMarked
package io.loggia.app;

import org.jspecify.annotations.NullMarked;
