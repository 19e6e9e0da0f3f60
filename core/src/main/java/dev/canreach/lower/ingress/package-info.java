/** Ingresses, and the ways through the controllers that serve them. */
@NullMarked
package dev.canreach.lower.ingress;

import org.jspecify.annotations.NullMarked;
