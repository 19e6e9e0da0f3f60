/** Rules about Istio. */
@NullMarked
package dev.canreach.lint.rules.istio;

import org.jspecify.annotations.NullMarked;
