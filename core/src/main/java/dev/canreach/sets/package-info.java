/** Judges all pairs and all ports at once, exactly, with set algebra. */
@NullMarked
package dev.canreach.sets;

import org.jspecify.annotations.NullMarked;
