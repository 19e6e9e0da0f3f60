/** Judges one concrete packet; the definition of the semantics. */
@NullMarked
package dev.canreach.eval;

import org.jspecify.annotations.NullMarked;
