package dev.canreach.solver.smt;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Compiles a plane into the gate that is true when it lets the packet through. Decision lists are folded from their
 * end: each rule decides what it matches and leaves the rest to what follows.
 */
final class PlaneCompiler {
  private final Circuit circuit;
  private final ExprCompiler expressions;
  private final ToIntFunction<Origin> present;

  /**
   * A compiler.
   *
   * @param circuit takes the gates
   * @param expressions compiles guards
   * @param present the gate that is true when the object of an origin is part of the network
   */
  PlaneCompiler(Circuit circuit, ExprCompiler expressions, ToIntFunction<Origin> present) {
    this.circuit = circuit;
    this.expressions = expressions;
    this.present = present;
  }

  /** The gate that is true when the plane lets the packet through. */
  int compile(Plane plane, SymbolicPacket packet) {
    int allowed = Circuit.TRUE;
    for (Tier tier : plane.tiers().reversed()) {
      allowed = tier(tier, packet, allowed);
    }
    return allowed;
  }

  private int tier(Tier tier, SymbolicPacket packet, int next) {
    int allowed = switch (tier.end()) {
      case PASS -> next;
      case ALLOW -> circuit.or(covered(tier, packet), next);
      case DENY -> circuit.and(circuit.not(covered(tier, packet)), next);
    };
    List<Integer> run = new ArrayList<>();
    for (int index = tier.rules().size() - 1; index >= 0; index--) {
      PolicyRule rule = tier.rules().get(index);
      run.add(guard(rule, packet));
      if (index == 0 || tier.rules().get(index - 1).action() != rule.action()) {
        allowed = decided(rule.action(), circuit.or(run), allowed, next);
        run.clear();
      }
    }
    return allowed;
  }

  private int decided(Action action, int matched, int otherwise, int next) {
    return switch (action) {
      case ALLOW -> circuit.or(matched, otherwise);
      case DENY -> circuit.and(circuit.not(matched), otherwise);
      case PASS -> circuit.choose(matched, next, otherwise);
    };
  }

  private int covered(Tier tier, SymbolicPacket packet) {
    List<Integer> subjects = new ArrayList<>();
    for (Scope scope : tier.scopes()) {
      int subject = expressions.compile(scope.subject(), packet);
      if (subject != Circuit.FALSE) {
        subjects.add(circuit.and(subject, present.applyAsInt(scope.origin())));
      }
    }
    return circuit.or(subjects);
  }

  private int guard(PolicyRule rule, SymbolicPacket packet) {
    List<PacketExpr> parts = new ArrayList<>();
    parts.add(rule.subject());
    rule.conditions().stream().map(Condition::expr).forEach(parts::add);
    int guard = expressions.and(parts, packet);
    return guard == Circuit.FALSE ? guard : circuit.and(guard, present.applyAsInt(rule.origin()));
  }
}
