package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Step;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.source.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final PacketExpr WEB = PacketExpr.is(Field.DESTINATION_PORT, 80);
  private static final Network NETWORK = Networks
      .of(Networks.policies(List.of(Networks.rule("web", Action.ALLOW, WEB)), "web"));
  private static final Problem DELIVERED = problem(PacketExpr.TRUE);

  private static Problem problem(PacketExpr guard) {
    Step hop = new Step.Hop("service", PacketExpr.TRUE, List.of(new Assignment.ToPort(80)),
        new Origin("Service x/s", "", "", new Span("x.yaml", 1, 1)));
    List<Step> steps = new ArrayList<>(List.of(hop));
    steps.addAll(NETWORK.direct().steps());
    Flow flow = new Flow(Networks.CLIENT, Networks.SERVER, false, guard, new Path(steps));
    return Problem.of(new NetworkIndex(NETWORK), flow, true);
  }

  private static Problem expecting(Problem problem, boolean expected) {
    return new Problem(problem.circuit(), problem.space(), problem.flow(), expected, problem.steps(),
        problem.wellFormed(), problem.root(), problem.dimensions());
  }

  private static Point protocol(int number) {
    return new Point(Map.of(DELIVERED.space().variable(Field.PROTOCOL), BigInteger.valueOf(number)), Map.of());
  }

  @Test
  void aPacketThatDoesWhatIsExpectedIsTheWitness() {
    assertThat(new Replay(NETWORK, DELIVERED).packet(protocol(6), Valuation.DEFAULT).protocol().number()).isEqualTo(6);
  }

  @Test
  void aPacketThatTheEvaluatorJudgesOtherwiseIsADefectWithEveryStepExplained() {
    assertThatThrownBy(() -> new Replay(NETWORK, expecting(DELIVERED, false)).packet(protocol(6), Valuation.DEFAULT))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining(
            "evaluator: service forwards, egress ALLOW, ingress ALLOW by NetworkPolicy x/web")
        .hasMessageContaining("solver: expected lost; passes, passes, passes")
        .hasMessageContaining("(check-sat)");
    assertThatThrownBy(() -> new Replay(NETWORK, DELIVERED).packet(protocol(1), Valuation.DEFAULT))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining("evaluator: service refuses\n")
        .hasMessageContaining("solver: expected delivered; stops");
  }

  @Test
  void aPacketThatTheQuestionIsNotAboutIsADefect() {
    Problem other = problem(PacketExpr.and(PacketExpr.is(Field.SOURCE_PORT, 7)));

    assertThatThrownBy(() -> new Replay(NETWORK, other).packet(protocol(6), Valuation.DEFAULT))
        .isInstanceOf(DisagreementException.class);
  }
}
