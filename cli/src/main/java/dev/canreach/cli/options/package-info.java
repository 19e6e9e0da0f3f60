/** Command lines: what a command takes, how it is read, shown and completed. */
@NullMarked
package dev.canreach.cli.options;

import org.jspecify.annotations.NullMarked;
