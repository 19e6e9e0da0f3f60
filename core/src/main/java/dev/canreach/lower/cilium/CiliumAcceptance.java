package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.cilium.CiliumPolicy;
import dev.canreach.resource.manifest.ProblemType;
import java.util.List;
import java.util.regex.Pattern;

/** Policies that Cilium refuses (CILIUM/2.11, CX-11). */
final class CiliumAcceptance {
  /** Fields of a rule that say nothing about whom it governs. */
  private static final Pattern BESIDE_SUBJECT = Pattern
      .compile("metadata.*|specs?(\\[[0-9]+\\])?[.](ingress|egress|enableDefaultDeny|labels|log|description).*");

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

  /** Whether the server refuses the policy for what it says, so that nobody knows what it is meant to say. */
  static boolean isUnreadable(CiliumPolicy policy, Inventory inventory) {
    List<Rejection> rejections = inventory.rejections(policy);
    return !Acceptance.of(policy, inventory).equals(PacketExpr.TRUE)
        && rejections.stream().anyMatch(each -> !isOfAgent(each) && !isOfVersion(each));
  }

  /** Whether what the server refuses leaves it clear whom the policy governs. */
  static boolean isSubjectReadable(CiliumPolicy policy, Inventory inventory) {
    return inventory.rejections(policy).stream().allMatch(each -> BESIDE_SUBJECT.matcher(each.field()).matches());
  }

  /** Whether the server refuses something that a rule says about a direction, {@code ingress} or {@code egress}. */
  static boolean isAbout(String direction, CiliumPolicy policy, Inventory inventory) {
    return inventory.rejections(policy)
        .stream()
        .anyMatch(each -> each.field().contains("." + direction) || each.field().contains(".enableDefaultDeny"));
  }

  private static boolean isOfVersion(Rejection rejection) {
    return rejection.type().equals(ProblemType.NOT_SERVED.text());
  }

  private static boolean isOfAgent(Rejection rejection) {
    return rejection.type().equals(ProblemType.NO_EFFECT.text());
  }
}
