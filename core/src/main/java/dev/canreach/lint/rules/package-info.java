/** The lint rules, one class each. */
@NullMarked
package dev.canreach.lint.rules;

import org.jspecify.annotations.NullMarked;
