/** Lowers Kubernetes resources: defaults, selectors, references and precedence are resolved here. */
@NullMarked
package dev.canreach.lower.kubernetes;

import org.jspecify.annotations.NullMarked;
