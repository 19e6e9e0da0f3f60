/** The façade that every way in calls. */
@NullMarked
package dev.canreach.solver;

import org.jspecify.annotations.NullMarked;
