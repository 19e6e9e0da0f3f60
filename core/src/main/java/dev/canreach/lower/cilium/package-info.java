/** Lowering of Cilium's policies, and of NetworkPolicy where Cilium enforces it. */
@NullMarked
package dev.canreach.lower.cilium;

import org.jspecify.annotations.NullMarked;
