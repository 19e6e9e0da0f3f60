package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Engine;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.kubernetes.AdminPolicy;
import java.util.Set;

/** Whether the cluster's network plugin enforces policies of administrators (CNI/3.6). */
record AdminEnforcement(Engine engine, Assumptions assumptions) {
  private static final Set<String> NEVER = Set.of("flannel", "bridge", "ptp", "kubenet", "none", "host-local", "weave",
      "kube-router", "romana", "kindnet");
  private static final Set<String> ON = Set.of("enabled", "true", "on", "yes");

  /** True by default; where a plugin is known that enforces only some of them, or not yet, that is open. */
  PacketExpr of(AdminPolicy policy) {
    String name = engine.name();
    if (name.isEmpty()) {
      return PacketExpr.holds(Assumption.defaulted("cni", "the network plugin enforces policies of administrators",
          "--assume cni=kube-network-policies, or cni=flannel for a plugin that does not", true));
    }
    if (NEVER.contains(name)) {
      return PacketExpr.FALSE;
    }
    if (name.equals("kube-network-policies")) {
      return PacketExpr.TRUE;
    }
    boolean cluster = policy.kind().equals(AdminPolicy.CLUSTER);
    if (name.equals(Engine.CILIUM) && cluster && !policy.baseline()
        && assumptions.value("clusterNetworkPolicy").isPresent()) {
      return PacketExpr.constant(assumptions.value("clusterNetworkPolicy").filter(ON::contains).isPresent());
    }
    return PacketExpr.holds(Assumption.open("cni", "the network plugin `" + name + "` enforces `" + policy.id() + "`",
        "name a plugin that does: --assume cni=kube-network-policies"));
  }
}
