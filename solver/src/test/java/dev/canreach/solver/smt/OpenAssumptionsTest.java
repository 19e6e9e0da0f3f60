package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import dev.canreach.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAssumptionsTest {
  private static final Origin ORIGIN = new Origin("Policy x/p", "", "", new Span("x.yaml", 1, 1));

  private static PacketExpr open(String key) {
    return PacketExpr.holds(Assumption.open(key, "it holds", "say so"));
  }

  @Test
  void theyAreFoundWhereverAGuardMayStand() {
    PolicyRule rule = new PolicyRule(PacketExpr.not(open("subject")),
        List.of(new Condition("peer", PacketExpr.and(open("condition"), PacketExpr.holds(Networks.ENFORCED)), ORIGIN)),
        Action.ALLOW, ORIGIN);
    Plane plane = new Plane("ingress", Side.DESTINATION,
        List.of(new Tier("t", List.of(new Scope(open("scope"), ORIGIN)), List.of(rule), Action.DENY)));
    Step hop = new Step.Hop("service", PacketExpr.or(open("hop"), PacketExpr.loopback()), List.of(), ORIGIN);
    Flow flow = new Flow(Networks.CLIENT, Networks.SERVER, false, open("guard"),
        new Path(List.of(hop, new Step.Stage(plane))));

    assertThat(OpenAssumptions.of(flow)).extracting(Assumption::key)
        .containsExactly("condition", "guard", "hop", "scope", "subject");
  }
}
