/** Questions, answers, and the port through which a prover decides them. */
@NullMarked
package dev.canreach.query;

import org.jspecify.annotations.NullMarked;
