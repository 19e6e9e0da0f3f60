/** Listeners, TLS, keys, errors and what happens around every request. */
@NullMarked
package dev.canreach.api.http;

import org.jspecify.annotations.NullMarked;
