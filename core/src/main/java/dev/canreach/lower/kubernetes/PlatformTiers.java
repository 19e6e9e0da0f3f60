package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;

/** What no policy can forbid: a pod that talks to itself (K8S/N-21), and a node that talks to its own pods (K8S/N-22). */
final class PlatformTiers implements Lowering.Rules {
  static final String OWN_NODE = "own node";
  private static final String ITSELF = "pod to itself";

  private final Placement placement;
  private final boolean ownNode;

  /**
   * What no policy can forbid.
   *
   * @param ownNode whether that includes a node and its own pods; the tiers of some network plugins say so themselves
   */
  PlatformTiers(Placement placement, boolean ownNode) {
    this.placement = placement;
    this.ownNode = ownNode;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    Origin origin = new Origin(ITSELF, "", "", Lowerings.builtIn());
    Tier itself = new Tier(ITSELF, List.of(),
        List.of(new PolicyRule(PacketExpr.loopback(), List.of(), Action.ALLOW, origin)), Action.PASS);
    network.egress(NetworkBuilder.UNCONDITIONAL, itself);
    network.ingress(NetworkBuilder.UNCONDITIONAL, itself);
    if (!ownNode) {
      return;
    }
    network.ingress(NetworkBuilder.PLATFORM, new Tier(OWN_NODE, List.of(), ownNode(), Action.PASS));
  }

  private List<PolicyRule> ownNode() {
    Origin origin = new Origin("node to its own pods", "", "", Lowerings.builtIn());
    List<PolicyRule> rules = new ArrayList<>();
    placement.podsByNode().forEach((node, pods) -> {
      PacketExpr subject = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods));
      PacketExpr host = PacketExpr.isEndpoint(Side.SOURCE, placement.host(node));
      rules.add(new PolicyRule(subject, List.of(new Condition("peer", host, origin)), Action.ALLOW, origin));
    });
    PacketExpr byChance = placement.ownNodeByChance();
    if (!byChance.equals(PacketExpr.FALSE)) {
      rules.add(new PolicyRule(byChance, List.of(), Action.ALLOW, origin));
    }
    return rules;
  }
}
