/** Renders answers, maps, findings and diagnostics as text and in machine formats. */
@NullMarked
package dev.canreach.report;

import org.jspecify.annotations.NullMarked;
