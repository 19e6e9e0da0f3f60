/** The commands that a user types. */
@NullMarked
package dev.canreach.cli;

import org.jspecify.annotations.NullMarked;
