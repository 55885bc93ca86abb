/**
 * Looks the machine and the configuration over before they are relied on.
 *
 * <p>In: the folders and settings that {@code loggia up} would use. Out: findings, each with what
 * to do. Always holds: nothing is changed. No thread of its own.
 */
@NullMarked
package io.loggia.app.doctor;

import org.jspecify.annotations.NullMarked;
