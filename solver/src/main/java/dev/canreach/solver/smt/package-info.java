/** Decides symbolic questions with Z3: encoding, sessions, witness decoding and unsatisfiable cores. */
@NullMarked
package dev.canreach.solver.smt;

import org.jspecify.annotations.NullMarked;
