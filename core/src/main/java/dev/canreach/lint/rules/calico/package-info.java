/** Rules about policies of Calico. */
@NullMarked
package dev.canreach.lint.rules.calico;

import org.jspecify.annotations.NullMarked;
