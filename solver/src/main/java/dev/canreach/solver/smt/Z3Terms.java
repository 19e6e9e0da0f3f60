package dev.canreach.solver.smt;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Model;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gates of one circuit as terms of one context, made when they are first needed. */
final class Z3Terms {
  private final Context context;
  private final Circuit circuit;
  private final Map<Integer, BoolExpr> terms = new HashMap<>();
  private final Map<Variable, BitVecExpr> variables = new HashMap<>();
  private final Map<Choice, BoolExpr> choices = new HashMap<>();
  private final Map<Integer, BitVecSort> sorts = new HashMap<>();

  Z3Terms(Context context, Circuit circuit) {
    this.context = context;
    this.circuit = circuit;
  }

  /** The circuit whose terms these are. */
  Circuit circuit() {
    return circuit;
  }

  /** The term of a gate. Iterative: decision lists nest as deep as they are long. */
  BoolExpr term(int root) {
    Deque<Integer> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      int id = pending.peek();
      List<Integer> missing = operands(id).stream().filter(operand -> !terms.containsKey(operand)).toList();
      if (missing.isEmpty() || terms.containsKey(id)) {
        terms.computeIfAbsent(id, this::make);
        pending.pop();
      } else {
        missing.forEach(pending::push);
      }
    }
    return known(root);
  }

  /** The constant of a choice. */
  BoolExpr choice(Choice choice) {
    return choices.computeIfAbsent(choice, fresh -> context.mkBoolConst("choice_" + choices.size()));
  }

  /** The values that the model gives to everything that has a term. */
  Point point(Model model) {
    Map<Variable, BigInteger> numbers = new HashMap<>();
    variables.forEach((variable, term) -> {
      if (model.getConstInterp(term) instanceof BitVecNum number) {
        numbers.put(variable, number.getBigInteger());
      }
    });
    Map<Choice, Boolean> chosen = new HashMap<>();
    choices.forEach((choice, term) -> {
      Expr<?> value = model.getConstInterp(term);
      chosen.put(choice, value != null && value.isTrue());
    });
    return new Point(numbers, chosen);
  }

  private List<Integer> operands(int id) {
    return switch (circuit.gate(id)) {
      case Gate.Not not -> List.of(not.operand());
      case Gate.And and -> and.operands();
      case Gate.Or or -> or.operands();
      case Gate.Constant constant -> List.of();
      case Gate.Within within -> List.of();
      case Gate.Chosen chosen -> List.of();
    };
  }

  private BoolExpr make(int id) {
    return switch (circuit.gate(id)) {
      case Gate.Constant constant -> context.mkBool(constant.value());
      case Gate.Within within -> within(within);
      case Gate.Chosen chosen -> choice(chosen.choice());
      case Gate.Not not -> context.mkNot(known(not.operand()));
      case Gate.And and -> context.mkAnd(known(and.operands()));
      case Gate.Or or -> context.mkOr(known(or.operands()));
    };
  }

  private BoolExpr within(Gate.Within gate) {
    Variable variable = gate.variable();
    BitVecExpr term = variables.computeIfAbsent(variable,
        fresh -> context.mkBVConst(fresh.name(), fresh.width()));
    return switch (Bounds.of(gate)) {
      case Bounds.Prefix prefix when prefix.bits() == variable.width() ->
          context.mkEq(term, number(prefix.value(), prefix.bits()));
      case Bounds.Prefix prefix -> context.mkEq(
          context.mkExtract(variable.width() - 1, variable.width() - prefix.bits(), term),
          number(prefix.value(), prefix.bits()));
      case Bounds.AtMost most -> context.mkBVULE(term, number(most.value(), variable.width()));
      case Bounds.AtLeast least -> context.mkBVUGE(term, number(least.value(), variable.width()));
      case Bounds.Between between -> context.mkAnd(context.mkBVUGE(term, number(between.low(), variable.width())),
          context.mkBVULE(term, number(between.high(), variable.width())));
    };
  }

  private BitVecNum number(BigInteger value, int width) {
    BitVecSort sort = sorts.computeIfAbsent(width, context::mkBitVecSort);
    return value.bitLength() < Long.SIZE
        ? (BitVecNum) context.mkNumeral(value.longValueExact(), sort)
        : (BitVecNum) context.mkNumeral(value.toString(), sort);
  }

  private BoolExpr[] known(List<Integer> ids) {
    List<BoolExpr> known = new ArrayList<>(ids.size());
    ids.forEach(id -> known.add(known(id)));
    return known.toArray(BoolExpr[]::new);
  }

  private BoolExpr known(int id) {
    BoolExpr term = terms.get(id);
    if (term == null) {
      throw new IllegalStateException("gate " + id + " has no term yet");
    }
    return term;
  }
}
