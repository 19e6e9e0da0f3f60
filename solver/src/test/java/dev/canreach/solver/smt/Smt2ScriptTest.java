package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Action;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a script looks like to those who read it. */
class Smt2ScriptTest {
  private static final Assumption ABSENT = Assumption.defaulted("mesh", "a mesh is there", "say so", false);

  private final SmtProver prover = new SmtProver();

  @AfterEach
  void close() {
    prover.close();
  }

  @Test
  void commentsNameTheQuestionAndKeepNoLineBreakOfTheUser() {
    Network network = Networks.of();
    PacketExpr label = PacketExpr.hasLabel(Side.SOURCE, "a\n(exit)", Optional.of("b"));
    String script = prover.smt2(network, List.of(Networks.flow(network, Networks.FUTURE, Networks.SERVER, label)));

    assertThat(script).contains("; from pod/x/1 to pod/x/3: delivered")
        .contains("; source_label_1: the label a (exit); 0 = absent, 1 = another value, then [b]")
        .contains("(set-logic QF_BV)")
        .endsWith("(check-sat)\n")
        .doesNotContain("\n(exit)");
  }

  @Test
  void defaultedAssumptionsAreAssertedAndOpenOnesAreFree() {
    PacketExpr guard = PacketExpr.or(PacketExpr.holds(Networks.OPEN), PacketExpr.holds(Networks.ENFORCED),
        PacketExpr.holds(ABSENT));
    Network network = Networks.of(Networks.policies(List.of(Networks.rule("db", Action.ALLOW, guard)), "db"));

    assertThat(prover.smt2(network,
        List.of(Networks.flow(network, Networks.CLIENT, Networks.SERVER, Networks.POSTGRES)))).isEqualTo(
            """
                ; Is there a packet that does what is asked? sat = yes, unsat = no.
                ; from pod/x/2 to pod/x/3: delivered; on its way: egress, ingress
                (set-logic QF_BV)
                (declare-const destination_port (_ BitVec 16))
                (declare-const protocol (_ BitVec 8))
                ; assumption_1: cni: NetworkPolicy is enforced
                (declare-const assumption_1 Bool)
                (assert assumption_1)
                ; assumption_2: first: the first holds
                (declare-const assumption_2 Bool)
                ; assumption_3: mesh: a mesh is there
                (declare-const assumption_3 Bool)
                (assert (not assumption_3))
                (define-fun gate_5 () Bool (or (= protocol (_ bv6 8)) (= protocol (_ bv17 8)) (= protocol (_ bv132 8))))
                (define-fun gate_12 () Bool (or assumption_2 assumption_1 assumption_3))
                (define-fun gate_15 () Bool (or (= protocol (_ bv6 8)) (= protocol (_ bv17 8)) (= protocol (_ bv132 8)) \
                (= destination_port (_ bv0 16))))
                (define-fun gate_19 () Bool (and (= protocol (_ bv6 8)) gate_5 (= destination_port (_ bv5432 16)) gate_12 gate_15))
                (assert gate_19)
                (check-sat)
                """);
  }

  @Test
  void labelsAreExplainedOnceAndEveryBoundIsWritten() {
    Network network = Networks.of();
    PacketExpr guard = PacketExpr.and(
        PacketExpr.or(PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("web")),
            PacketExpr.not(PacketExpr.hasLabel(Side.DESTINATION, "tier", Optional.empty()))),
        PacketExpr.inRange(Field.SOURCE_PORT, 1024, 65535), PacketExpr.inRange(Field.DESTINATION_PORT, 80, 90));
    Flow itself = new Flow(Networks.FUTURE, Networks.FUTURE, true, guard, network.direct());

    assertThat(prover.smt2(network, List.of(itself))).isEqualTo(
        """
            ; Is there a packet that does what is asked? sat = yes, unsat = no.
            ; from pod/x/1 to pod/x/1, the same pod: delivered; on its way: egress, ingress
            ; source_label_1: the label app; 0 = absent, 1 = another value, then [web]
            ; source_label_2: the label tier; 0 = absent, 1 = another value, then []
            (set-logic QF_BV)
            (declare-const destination_port (_ BitVec 16))
            (declare-const protocol (_ BitVec 8))
            (declare-const source_label_1 (_ BitVec 32))
            (declare-const source_label_2 (_ BitVec 32))
            (declare-const source_port (_ BitVec 16))
            (define-fun gate_5 () Bool (or (= source_label_1 (_ bv2 32)) (= source_label_2 (_ bv0 32))))
            (define-fun gate_9 () Bool (or (= protocol (_ bv6 8)) (= protocol (_ bv17 8)) (= protocol (_ bv132 8))))
            (define-fun gate_17 () Bool (and (= source_port (_ bv0 16)) (= destination_port (_ bv0 16))))
            (define-fun gate_18 () Bool (or (= protocol (_ bv6 8)) (= protocol (_ bv17 8)) (= protocol (_ bv132 8)) gate_17))
            (define-fun gate_25 () Bool (and gate_5 gate_9 (bvuge source_port (_ bv1024 16)) \
            (and (bvuge destination_port (_ bv80 16)) (bvule destination_port (_ bv90 16))) gate_18 \
            (bvule source_label_1 (_ bv2 32)) (= ((_ extract 31 1) source_label_2) (_ bv0 31))))
            (assert gate_25)
            (check-sat)
            """);
  }

  @Test
  void theVariablesOfSeveralFlowsAreTheirOwn() {
    Network network = Networks.of();
    PacketExpr block = PacketExpr.inPrefix(Side.SOURCE, Cidr.parse("198.51.100.0/24").orElseThrow());
    PacketExpr ping = PacketExpr.and(PacketExpr.is(Protocol.ICMP), PacketExpr.inRange(Field.ICMP_TYPE, 0, 8));

    assertThat(prover.smt2(network,
        List.of(Networks.flow(network, Networks.OUTSIDE, Networks.SERVER, block),
            Networks.flow(network, Networks.CLIENT, Networks.SERVER, ping))))
        .isEqualTo(
            """
                ; Is there a packet that does what is asked? sat = yes, unsat = no.
                ; from pod/x/0 to pod/x/3: delivered; on its way: egress, ingress
                ; from pod/x/2 to pod/x/3: delivered; on its way: egress, ingress
                (set-logic QF_BV)
                (declare-const flow_1_source_ipv4 (_ BitVec 32))
                (declare-const flow_2_icmp_type (_ BitVec 8))
                (declare-const flow_2_protocol (_ BitVec 8))
                (define-fun gate_12 () Bool (or (= flow_2_protocol (_ bv1 8)) (= flow_2_protocol (_ bv58 8))))
                (define-fun gate_21 () Bool (or (= flow_2_protocol (_ bv1 8)) (= flow_2_protocol (_ bv58 8)) \
                (= flow_2_icmp_type (_ bv0 8))))
                (define-fun gate_22 () Bool (and (= flow_2_protocol (_ bv1 8)) gate_12 (bvule flow_2_icmp_type (_ bv8 8)) gate_21))
                (define-fun gate_23 () Bool (or (= ((_ extract 31 8) flow_1_source_ipv4) (_ bv12989284 24)) gate_22))
                (assert gate_23)
                (check-sat)
                """);
  }
}
