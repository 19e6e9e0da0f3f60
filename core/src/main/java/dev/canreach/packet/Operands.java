package dev.canreach.packet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The operands of conjunctions and disjunctions. */
final class Operands {
  /** So many operands are compared with each other rather than hashed. */
  private static final int FEW = 8;

  /** So many operands at either end of a list count for its hash. */
  private static final int ENDS = 4;

  private Operands() {}

  /** Of some of them: predicates share parts that have thousands. */
  static int hash(List<PacketExpr> operands) {
    int hash = operands.size();
    int size = operands.size();
    for (int i = 0; i < size; i = i == ENDS - 1 ? Math.max(ENDS, size - ENDS) : i + 1) {
      hash = 31 * hash + operands.get(i).hashCode();
    }
    return hash;
  }

  /**
   * Each operand once, in the order in which they come first. Hashing takes in whole predicates, while comparing a few
   * mostly ends at once.
   */
  static List<PacketExpr> distinct(List<PacketExpr> operands) {
    if (operands.size() > FEW) {
      return List.copyOf(new LinkedHashSet<>(operands));
    }
    List<PacketExpr> distinct = new ArrayList<>();
    for (PacketExpr operand : operands) {
      if (!distinct.contains(operand)) {
        distinct.add(operand);
      }
    }
    return distinct;
  }
}
