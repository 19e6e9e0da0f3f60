/** Reads YAML and JSON text into positioned trees, in which every node keeps its file, line and column. */
@NullMarked
package dev.canreach.source;

import org.jspecify.annotations.NullMarked;
