/**
 * The first page on the console's port and its JSON API.
 *
 * <p>In: HTTP requests, through {@link io.loggia.console.Console#routes}. Out: a page that loads
 * nothing from elsewhere, and answers from the store as JSON; see {@code docs/console.md}.
 *
 * <p>Always holds: events are hostile text; nothing of them becomes markup, and the page's
 * Content-Security-Policy would stop it if it did. Only reads. Threads: the HTTP server's.
 */
@NullMarked
package io.loggia.console;

import org.jspecify.annotations.NullMarked;
