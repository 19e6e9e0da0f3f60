/** Rules about Compose projects. */
@NullMarked
package dev.canreach.lint.rules.compose;

import org.jspecify.annotations.NullMarked;
