/** The frame in which lint rules run. */
@NullMarked
package dev.canreach.lint;

import org.jspecify.annotations.NullMarked;
