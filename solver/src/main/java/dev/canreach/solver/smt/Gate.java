package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.List;

/** One node of a {@link Circuit}. Operands are the ids of gates that were made before. */
sealed interface Gate {

  /** A constant. */
  record Constant(boolean value) implements Gate {}

  /** The variable's value lies between `low` and `high`, both included. */
  record Within(Variable variable, BigInteger low, BigInteger high) implements Gate {}

  /** The choice is yes. */
  record Chosen(Choice choice) implements Gate {}

  /** Not the operand. */
  record Not(int operand) implements Gate {}

  /** Every operand; at least two, ascending. */
  record And(List<Integer> operands) implements Gate {}

  /** Some operand; at least two, ascending. */
  record Or(List<Integer> operands) implements Gate {}
}
