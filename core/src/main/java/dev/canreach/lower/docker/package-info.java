/** Lowering of Docker: containers, networks and published ports become part of the network. */
@NullMarked
package dev.canreach.lower.docker;

import org.jspecify.annotations.NullMarked;
