/** The Gateway API: which routes attach to which listeners, and the ways through gateways. */
@NullMarked
package dev.canreach.lower.gateway;

import org.jspecify.annotations.NullMarked;
