/** When work that takes long ends early. */
@NullMarked
package dev.canreach.budget;

import org.jspecify.annotations.NullMarked;
