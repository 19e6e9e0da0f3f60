/** The kinds of Linkerd, and the settings of its control plane. */
@NullMarked
package dev.canreach.resource.linkerd;

import org.jspecify.annotations.NullMarked;
