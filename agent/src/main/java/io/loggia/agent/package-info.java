@NullMarked
package io.loggia.agent;

import org.jspecify.annotations.NullMarked;
