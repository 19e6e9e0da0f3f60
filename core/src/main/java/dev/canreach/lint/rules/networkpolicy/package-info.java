/** Rules about NetworkPolicy. */
@NullMarked
package dev.canreach.lint.rules.networkpolicy;

import org.jspecify.annotations.NullMarked;
