/** The admission webhook of the Kubernetes API server. */
@NullMarked
package dev.canreach.api.admission;

import org.jspecify.annotations.NullMarked;
