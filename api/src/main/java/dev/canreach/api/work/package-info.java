/** The threads that decide, and what waits for them. */
@NullMarked
package dev.canreach.api.work;

import org.jspecify.annotations.NullMarked;
