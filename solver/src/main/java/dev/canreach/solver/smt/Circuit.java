package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A predicate over the packet that is sent, as a shared graph. Equal gates are one gate, constants vanish, and a gate's
 * id is greater than those of its operands: whoever walks the ids in ascending order needs no recursion, however long a
 * decision list is.
 */
final class Circuit {
  /** The gate that is false. */
  static final int FALSE = 0;
  /** The gate that is true. */
  static final int TRUE = 1;

  private final List<Gate> gates = new ArrayList<>();
  private final Map<Gate, Integer> ids = new HashMap<>();

  Circuit() {
    id(new Gate.Constant(false));
    id(new Gate.Constant(true));
  }

  /** The gate of an id. */
  Gate gate(int id) {
    return gates.get(id);
  }

  /** A constant. */
  static int constant(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The variable's value lies between the bounds, cut to what the variable can hold. */
  int within(Variable variable, BigInteger low, BigInteger high) {
    BigInteger from = low.max(BigInteger.ZERO);
    BigInteger to = high.min(variable.max());
    if (from.compareTo(to) > 0) {
      return FALSE;
    }
    boolean whole = from.signum() == 0 && to.equals(variable.max());
    return whole ? TRUE : id(new Gate.Within(variable, from, to));
  }

  /** The variable's value lies between the bounds. */
  int within(Variable variable, long low, long high) {
    return within(variable, BigInteger.valueOf(low), BigInteger.valueOf(high));
  }

  /** The variable has this value. */
  int is(Variable variable, BigInteger value) {
    return within(variable, value, value);
  }

  /** The variable has this value. */
  int is(Variable variable, long value) {
    return within(variable, value, value);
  }

  /** The choice is yes. */
  int chosen(Choice choice) {
    return id(new Gate.Chosen(choice));
  }

  /** The negation. */
  int not(int operand) {
    if (operand == FALSE || operand == TRUE) {
      return operand == FALSE ? TRUE : FALSE;
    }
    return gate(operand) instanceof Gate.Not negation ? negation.operand() : id(new Gate.Not(operand));
  }

  /** The conjunction. */
  int and(int... operands) {
    List<Integer> list = new ArrayList<>(operands.length);
    for (int operand : operands) {
      list.add(operand);
    }
    return and(list);
  }

  /** The conjunction. */
  int and(Collection<Integer> operands) {
    SortedSet<Integer> kept = new TreeSet<>();
    for (int operand : operands) {
      if (gate(operand) instanceof Gate.And and) {
        kept.addAll(and.operands());
      } else {
        kept.add(operand);
      }
    }
    kept.remove(TRUE);
    if (kept.contains(FALSE)) {
      return FALSE;
    }
    return kept.size() < 2 ? sole(kept, TRUE) : id(new Gate.And(List.copyOf(kept)));
  }

  /** The disjunction. */
  int or(int... operands) {
    List<Integer> list = new ArrayList<>(operands.length);
    for (int operand : operands) {
      list.add(operand);
    }
    return or(list);
  }

  /** The disjunction. */
  int or(Collection<Integer> operands) {
    SortedSet<Integer> kept = new TreeSet<>();
    for (int operand : operands) {
      if (gate(operand) instanceof Gate.Or or) {
        kept.addAll(or.operands());
      } else {
        kept.add(operand);
      }
    }
    kept.remove(FALSE);
    if (kept.contains(TRUE)) {
      return TRUE;
    }
    return kept.size() < 2 ? sole(kept, FALSE) : id(new Gate.Or(List.copyOf(kept)));
  }

  /** `then` where the condition is true, `otherwise` where it is false. */
  int choose(int condition, int then, int otherwise) {
    return or(and(condition, then), and(not(condition), otherwise));
  }

  /** The ids of the gates that the root depends on, itself included. */
  BitSet reachable(int root) {
    BitSet found = new BitSet(root + 1);
    found.set(root);
    for (int id = root; id >= 0; id = found.previousSetBit(id - 1)) {
      switch (gate(id)) {
        case Gate.Not not -> found.set(not.operand());
        case Gate.And and -> and.operands().forEach(found::set);
        case Gate.Or or -> or.operands().forEach(found::set);
        case Gate.Constant constant -> {}
        case Gate.Within within -> {}
        case Gate.Chosen chosen -> {}
      }
    }
    return found;
  }

  /** The choices that the root depends on. */
  SortedSet<Choice> choices(int root) {
    SortedSet<Choice> found = new TreeSet<>();
    reachable(root).stream().forEach(id -> {
      if (gate(id) instanceof Gate.Chosen chosen) {
        found.add(chosen.choice());
      }
    });
    return found;
  }

  private static int sole(SortedSet<Integer> operands, int neutral) {
    return operands.isEmpty() ? neutral : operands.first();
  }

  private int id(Gate gate) {
    Integer known = ids.putIfAbsent(gate, gates.size());
    if (known != null) {
      return known;
    }
    gates.add(gate);
    return gates.size() - 1;
  }
}
