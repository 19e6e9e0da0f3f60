package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.ArrayList;
import java.util.List;

/** One tier for each direction: every policy that isolates is a scope, every rule an ALLOW, the end is DENY (K8S/N-03). */
final class PolicyTiers implements Lowering.Rules {
  static final String TIER = "NetworkPolicy";

  private final Inventory inventory;
  private final Cluster cluster;
  private final PacketExpr enforced;

  PolicyTiers(Inventory inventory, Cluster cluster, PacketExpr enforced) {
    this.inventory = inventory;
    this.cluster = cluster;
    this.enforced = enforced;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.egress(NetworkBuilder.NETWORK_POLICY, tier(Side.SOURCE));
    network.ingress(NetworkBuilder.NETWORK_POLICY, tier(Side.DESTINATION));
  }

  private Tier tier(Side subject) {
    List<Scope> scopes = new ArrayList<>();
    List<PolicyRule> rules = new ArrayList<>();
    for (NetworkPolicy policy : Latest.of(inventory, NetworkPolicy.class)) {
      boolean isolates = subject == Side.SOURCE ? policy.isolatesEgress() : policy.isolatesIngress();
      if (!isolates) {
        continue;
      }
      PacketExpr subjects = PacketExpr.and(
          cluster.selectors().podsIn(policy.namespace(), policy.podSelector(), subject), enforced,
          Acceptance.of(policy, inventory));
      if (subjects.equals(PacketExpr.FALSE)) {
        continue;
      }
      scopes.add(new Scope(subjects, new Origin(policy.id(), "", "", policy.span())));
      for (PolicyRuleSpec rule : subject == Side.SOURCE ? policy.egress() : policy.ingress()) {
        rules.add(rule(policy, rule, subjects, subject));
      }
    }
    return new Tier(TIER, scopes, rules, Action.DENY);
  }

  private PolicyRule rule(NetworkPolicy policy, PolicyRuleSpec rule, PacketExpr subjects, Side subject) {
    String direction = subject == Side.SOURCE ? "egress" : "ingress";
    String part = direction + " rule " + (rule.index() + 1);
    String field = "spec." + direction + "[" + rule.index() + "]";
    List<Condition> conditions = new ArrayList<>();
    if (!rule.peers().isEmpty()) {
      PacketExpr peer = PacketExpr.or(
          rule.peers().stream().map(each -> peer(policy.namespace(), each, subject.other())).toList());
      conditions.add(new Condition("peer", peer, new Origin(policy.id(), part,
          field + (subject == Side.SOURCE ? ".to" : ".from"), rule.peers().get(0).span())));
    }
    if (!rule.ports().isEmpty()) {
      PacketExpr port = PacketExpr.or(rule.ports().stream().map(cluster.namedPorts()::matches).toList());
      conditions.add(new Condition("port", port,
          new Origin(policy.id(), part, field + ".ports", rule.ports().get(0).span())));
    }
    return new PolicyRule(subjects, conditions, Action.ALLOW, new Origin(policy.id(), part, field, rule.span()));
  }

  private PacketExpr peer(String namespace, PolicyPeer peer, Side side) {
    return switch (peer) {
      case PolicyPeer.Pods pods -> pods.namespaceSelector().isPresent()
          ? cluster.selectors().podsOf(pods.namespaceSelector().get(), pods.podSelector(), side)
          : cluster.selectors().podsIn(namespace, pods.podSelector().orElseThrow(), side);
      case PolicyPeer.Block block -> cluster.blocks().contain(side, block.block());
      case PolicyPeer.Invalid invalid -> PacketExpr.FALSE;
    };
  }
}
