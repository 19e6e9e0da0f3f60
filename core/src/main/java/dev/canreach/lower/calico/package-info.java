/** Lowers Calico's policies, with those of Kubernetes where Calico enforces them: tiers, orders, selectors, host endpoints. */
@NullMarked
package dev.canreach.lower.calico;

import org.jspecify.annotations.NullMarked;
