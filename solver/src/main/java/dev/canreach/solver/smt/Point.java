package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value for every variable and choice of a problem. What is not named is zero, or no.
 *
 * @param values the numbers
 * @param choices the choices
 */
record Point(Map<Variable, BigInteger> values, Map<Choice, Boolean> choices) {

  /** Copies the maps. */
  Point {
    values = Map.copyOf(values);
    choices = Map.copyOf(choices);
  }

  /** The value of a variable. */
  BigInteger value(Variable variable) {
    return values.getOrDefault(variable, BigInteger.ZERO);
  }

  /** Whether the choice is yes. */
  boolean chosen(Choice choice) {
    return choices.getOrDefault(choice, false);
  }

  /** This point with another value for one variable. */
  Point with(Variable variable, BigInteger value) {
    Map<Variable, BigInteger> changed = new HashMap<>(values);
    changed.put(variable, value);
    return new Point(changed, choices);
  }

  /** This point with these choices in place of its own. */
  Point with(Map<Choice, Boolean> changed) {
    return new Point(values, changed);
  }

  /** Whether the root is true here. */
  boolean satisfies(Circuit circuit, int root) {
    BitSet holds = new BitSet(root + 1);
    BitSet reachable = circuit.reachable(root);
    for (int id = reachable.nextSetBit(0); id >= 0; id = reachable.nextSetBit(id + 1)) {
      boolean value = switch (circuit.gate(id)) {
        case Gate.Constant constant -> constant.value();
        case Gate.Within within -> {
          BigInteger number = value(within.variable());
          yield within.low().compareTo(number) <= 0 && number.compareTo(within.high()) <= 0;
        }
        case Gate.Chosen chosen -> chosen(chosen.choice());
        case Gate.Not not -> !holds.get(not.operand());
        case Gate.And and -> and.operands().stream().allMatch(holds::get);
        case Gate.Or or -> or.operands().stream().anyMatch(holds::get);
      };
      holds.set(id, value);
    }
    return holds.get(root);
  }

  /** What the root says of the choices once the numbers are those of this point: a gate over choices alone. */
  int residue(Circuit circuit, int root) {
    BitSet reachable = circuit.reachable(root);
    Map<Integer, Integer> left = new HashMap<>();
    for (int id = reachable.nextSetBit(0); id >= 0; id = reachable.nextSetBit(id + 1)) {
      int residue = switch (circuit.gate(id)) {
        case Gate.Constant constant -> id;
        case Gate.Chosen chosen -> id;
        case Gate.Within within -> Circuit.constant(satisfies(circuit, id));
        case Gate.Not not -> circuit.not(operand(left, not.operand()));
        case Gate.And and -> circuit.and(operands(left, and.operands()));
        case Gate.Or or -> circuit.or(operands(left, or.operands()));
      };
      left.put(id, residue);
    }
    return operand(left, root);
  }

  private static int operand(Map<Integer, Integer> left, int id) {
    return left.getOrDefault(id, id);
  }

  private static List<Integer> operands(Map<Integer, Integer> left, List<Integer> ids) {
    return ids.stream().map(id -> operand(left, id)).toList();
  }
}
