package dev.canreach.lower.calico;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.FelixConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Objects whose effect the input does not settle: each might allow, and might deny, what it is about. */
final class Doubts {
  private static final String TIER = "not known";

  private final NetworkBuilder network;
  private final BiFunction<CalicoPolicy, Side, PacketExpr> subjects;
  private final List<PolicyRule> egress = new ArrayList<>();
  private final List<PolicyRule> ingress = new ArrayList<>();

  /**
   * Doubts about a network.
   *
   * @param subjects whom a policy applies to on a side
   */
  Doubts(NetworkBuilder network, BiFunction<CalicoPolicy, Side, PacketExpr> subjects) {
    this.network = network;
    this.subjects = subjects;
  }

  /** A policy of which only its subjects are certain. */
  void about(CalicoPolicy policy, String what, String remedy) {
    Origin origin = new Origin(policy.id(), "", "", policy.span());
    if (policy.governsEgress()) {
      add(egress, subjects.apply(policy, Side.SOURCE), what, remedy, origin);
    }
    if (policy.governsIngress()) {
      add(ingress, subjects.apply(policy, Side.DESTINATION), what, remedy, origin);
    }
  }

  /** Settings that make the host's own rules decide, or that nobody knows to be in force. */
  void about(FelixConfiguration configuration) {
    String what = "`" + configuration.id() + "` with `" + String.join("`, `", configuration.otherEffects()) + "`";
    Origin origin = new Origin(configuration.id(), "", "", configuration.span());
    add(egress, PacketExpr.TRUE, what, "leave these settings out to leave them out of account", origin);
    add(ingress, PacketExpr.TRUE, what, "leave these settings out to leave them out of account", origin);
  }

  private static void add(List<PolicyRule> list, PacketExpr subject, String what, String remedy, Origin origin) {
    if (!subject.equals(PacketExpr.FALSE)) {
      list.add(rule(subject, what + " allows", remedy, Action.ALLOW, origin));
      list.add(rule(subject, what + " denies", remedy, Action.DENY, origin));
    }
  }

  private static PolicyRule rule(PacketExpr subject, String what, String remedy, Action action, Origin origin) {
    Assumption assumption = Assumption.open("calico", what + " this traffic", remedy);
    return new PolicyRule(PacketExpr.and(subject, PacketExpr.holds(assumption)), List.of(), action, origin);
  }

  /** Adds the tiers; they stand before everything that they put in doubt. */
  void add() {
    network.egress(NetworkBuilder.NOT_UNDERSTOOD, new Tier(TIER, List.of(), egress, Action.PASS));
    network.ingress(NetworkBuilder.NOT_UNDERSTOOD, new Tier(TIER, List.of(), ingress, Action.PASS));
  }
}
