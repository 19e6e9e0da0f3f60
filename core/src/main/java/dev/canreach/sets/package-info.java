/** Judges all packets between all pairs of endpoints at once, with exact sets of header values. */
@NullMarked
package dev.canreach.sets;

import org.jspecify.annotations.NullMarked;
