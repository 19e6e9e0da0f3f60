package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.cilium.CiliumPolicy;
import dev.canreach.resource.manifest.ProblemType;
import java.util.List;

/** Policies that Cilium refuses (CILIUM/2.11, CX-11). */
final class CiliumAcceptance {
  private CiliumAcceptance() {}

  /** Whether a policy has an effect: not where only the agent refuses it, and nobody knows where the server would. */
  static PacketExpr of(CiliumPolicy policy, Inventory inventory) {
    List<Rejection> rejections = inventory.rejections(policy);
    if (rejections.isEmpty() || rejections.stream().anyMatch(each -> !isOfAgent(each))) {
      return Acceptance.of(policy, inventory);
    }
    return PacketExpr.holds(Assumption.defaulted("accepted",
        "the agents take `" + policy.id() + "`, which they refuse in Cilium 1.20", "correct `" + policy.id() + "`",
        false));
  }

  private static boolean isOfAgent(Rejection rejection) {
    return rejection.type().equals(ProblemType.NO_EFFECT.text());
  }
}
