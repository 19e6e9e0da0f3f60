/** Linkerd: which pods have proxies, and which calls those take. */
@NullMarked
package dev.canreach.lower.linkerd;

import org.jspecify.annotations.NullMarked;
