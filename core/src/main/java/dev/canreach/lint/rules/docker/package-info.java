/** Rules about Docker networks. */
@NullMarked
package dev.canreach.lint.rules.docker;

import org.jspecify.annotations.NullMarked;
