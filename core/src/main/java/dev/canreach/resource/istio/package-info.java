/** The kinds of Istio as their objects are written. */
@NullMarked
package dev.canreach.resource.istio;

import org.jspecify.annotations.NullMarked;
