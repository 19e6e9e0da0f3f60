package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;

/** One tier for each direction: every policy that isolates is a scope, every rule an ALLOW, the end is DENY (K8S/N-03). */
final class PolicyTiers implements Lowering.Rules {
  static final String TIER = "NetworkPolicy";

  private final List<NetworkPolicy> policies;
  private final NetworkPolicyRules networkPolicies;

  PolicyTiers(Inventory inventory, Cluster cluster, PacketExpr enforced) {
    this.policies = inventory.latest(NetworkPolicy.class);
    this.networkPolicies = NetworkPolicyRules.of(inventory, cluster, enforced);
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.egress(NetworkBuilder.NETWORK_POLICY, tier(Side.SOURCE));
    network.ingress(NetworkBuilder.NETWORK_POLICY, tier(Side.DESTINATION));
  }

  private Tier tier(Side subject) {
    List<Scope> scopes = new ArrayList<>();
    List<PolicyRule> rules = new ArrayList<>();
    for (NetworkPolicy policy : policies) {
      networkPolicies.of(policy, subject).ifPresent(governed -> {
        scopes.add(governed.scope());
        rules.addAll(governed.rules());
      });
    }
    return new Tier(TIER, scopes, rules, Action.DENY);
  }
}
