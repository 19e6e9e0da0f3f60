/** Calico's own kinds as written: policies, network sets, host endpoints, tiers, and the selector language. */
@NullMarked
package dev.canreach.resource.calico;

import org.jspecify.annotations.NullMarked;
