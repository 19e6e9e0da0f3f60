/** Compose files as written, and the projects that they make together. */
@NullMarked
package dev.canreach.resource.compose;

import org.jspecify.annotations.NullMarked;
