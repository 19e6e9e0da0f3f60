/** Rules about the configuration of network plugins. */
@NullMarked
package dev.canreach.lint.rules.cni;

import org.jspecify.annotations.NullMarked;
