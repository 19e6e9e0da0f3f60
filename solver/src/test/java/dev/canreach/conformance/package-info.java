/**
 * Expectations that other projects wrote, read in place from the folder that the property {@code canreach.conformance}
 * names, and compared with what this project answers.
 */
@NullMarked
package dev.canreach.conformance;

import org.jspecify.annotations.NullMarked;
