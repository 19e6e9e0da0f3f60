/** Shell scripts, of which only the commands are read that make networks and containers. */
@NullMarked
package dev.canreach.resource.shell;

import org.jspecify.annotations.NullMarked;
