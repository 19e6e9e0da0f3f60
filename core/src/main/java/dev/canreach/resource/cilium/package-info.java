/** The policy kinds of Cilium 1.20: records and their reader. */
@NullMarked
package dev.canreach.resource.cilium;

import org.jspecify.annotations.NullMarked;
