/** Random inputs of every dialect, as text, asked of all interpreters: they must agree on what the pipeline makes of them. */
@NullMarked
package dev.canreach.agreement;

import org.jspecify.annotations.NullMarked;
