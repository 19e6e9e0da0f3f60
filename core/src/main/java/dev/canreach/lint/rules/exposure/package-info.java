/** Rules about what the outside can reach. */
@NullMarked
package dev.canreach.lint.rules.exposure;

import org.jspecify.annotations.NullMarked;
