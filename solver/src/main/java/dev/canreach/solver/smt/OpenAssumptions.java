package dev.canreach.solver.smt;

import dev.canreach.model.Condition;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Flow;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The open assumptions that a flow's guard and path mention, whether they matter or not. */
final class OpenAssumptions {
  private final SortedSet<Assumption> found = new TreeSet<>();

  private OpenAssumptions() {}

  /** The assumptions in order. */
  static SortedSet<Assumption> of(Flow flow) {
    OpenAssumptions collector = new OpenAssumptions();
    collector.add(flow.guard());
    for (Step step : flow.path().steps()) {
      switch (step) {
        case Step.Stage stage -> collector.add(stage.plane());
        case Step.Hop hop -> collector.add(hop.guard());
      }
    }
    return Collections.unmodifiableSortedSet(collector.found);
  }

  private void add(Plane plane) {
    for (var tier : plane.tiers()) {
      tier.scopes().forEach(scope -> add(scope.subject()));
      for (var rule : tier.rules()) {
        add(rule.subject());
        rule.conditions().stream().map(Condition::expr).forEach(this::add);
      }
    }
  }

  private void add(PacketExpr expr) {
    switch (expr) {
      case PacketExpr.And and -> and.operands().forEach(this::add);
      case PacketExpr.Or or -> or.operands().forEach(this::add);
      case PacketExpr.Not not -> add(not.operand());
      case PacketExpr.Holds holds -> {
        if (holds.assumption().isOpen()) {
          found.add(holds.assumption());
        }
      }
      case PacketExpr.Const constant -> {}
      case PacketExpr.InRange range -> {}
      case PacketExpr.InPrefix prefix -> {}
      case PacketExpr.IsEndpoint is -> {}
      case PacketExpr.HasLabel label -> {}
      case PacketExpr.Loopback loopback -> {}
      case PacketExpr.Matches text -> {}
    }
  }
}
