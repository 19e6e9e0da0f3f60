/** Lowering: resources become a network, one lowering per dialect. */
@NullMarked
package dev.canreach.lower;

import org.jspecify.annotations.NullMarked;
