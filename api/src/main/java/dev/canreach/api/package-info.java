/** The service: REST and admission. */
@NullMarked
package dev.canreach.api;

import org.jspecify.annotations.NullMarked;
