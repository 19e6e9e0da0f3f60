/** Rules about Ingresses. */
@NullMarked
package dev.canreach.lint.rules.ingress;

import org.jspecify.annotations.NullMarked;
