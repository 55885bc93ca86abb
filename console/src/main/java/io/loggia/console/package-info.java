@NullMarked
package io.loggia.console;

import org.jspecify.annotations.NullMarked;
