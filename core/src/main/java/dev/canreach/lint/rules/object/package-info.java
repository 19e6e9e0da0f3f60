/** Rules about objects of every kind. */
@NullMarked
package dev.canreach.lint.rules.object;

import org.jspecify.annotations.NullMarked;
