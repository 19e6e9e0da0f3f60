package dev.canreach.query;

import dev.canreach.model.Path;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.List;

/** Ways as they are when what the input leaves open about forwarding turns out as assumed. */
final class Granted {
  private final Valuation valuation;

  private Granted(Valuation valuation) {
    this.valuation = valuation;
  }

  /** The way with hops that no longer depend on anything; its planes still do. */
  static Leg of(Leg leg, Valuation valuation) {
    Granted granted = new Granted(valuation);
    List<Step> steps = new ArrayList<>();
    for (Step step : leg.flow().path().steps()) {
      steps.add(switch (step) {
        case Step.Hop hop -> new Step.Hop(hop.name(), granted.decided(hop.guard()), hop.assignments(), hop.origin());
        case Step.Stage stage -> stage;
      });
    }
    return new Leg(leg.from(), leg.to(), leg.flow().on(new Path(steps)), leg.route(), leg.alternative());
  }

  private PacketExpr decided(PacketExpr guard) {
    return switch (guard) {
      case PacketExpr.And(List<PacketExpr> operands) -> PacketExpr.and(operands.stream().map(this::decided).toList());
      case PacketExpr.Or(List<PacketExpr> operands) -> PacketExpr.or(operands.stream().map(this::decided).toList());
      case PacketExpr.Not(PacketExpr operand) -> PacketExpr.not(decided(operand));
      case PacketExpr.Holds holds -> PacketExpr.constant(valuation.holds(holds.assumption()));
      case PacketExpr.Const same -> same;
      case PacketExpr.InRange same -> same;
      case PacketExpr.InPrefix same -> same;
      case PacketExpr.IsEndpoint same -> same;
      case PacketExpr.HasLabel same -> same;
      case PacketExpr.Loopback same -> same;
      case PacketExpr.Matches same -> same;
    };
  }
}
