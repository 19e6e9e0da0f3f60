/** Compares two networks: what a change opens and closes. */
@NullMarked
package dev.canreach.diff;

import org.jspecify.annotations.NullMarked;
