package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether the cluster's network plugin enforces NetworkPolicy at all (K8S/N-25). */
final class Enforcement {
  private static final Set<String> WITHOUT = Set.of("flannel", "bridge", "ptp", "kubenet", "none", "host-local");
  private static final Set<String> WITH = new TreeSet<>(
      List.of("antrea", "calico", "canal", "cilium", "kube-network-policies",
          "kube-router", "ovn-kubernetes", "romana", "weave"));

  /** Labels that Cilium derives from where a pod runs, and lets NetworkPolicies select (CILIUM/2.2). */
  private static final Set<String> CILIUM_LABELS = Set.of("io.cilium.k8s.policy.cluster",
      "io.cilium.k8s.policy.serviceaccount", "io.kubernetes.pod.namespace");

  private Enforcement() {}

  /** Keys of labels that the named plugin gives to every pod beyond those in the input. */
  static Set<String> labels(Assumptions assumptions) {
    return assumptions.cni().filter("cilium"::equals).isPresent() ? CILIUM_LABELS : Set.of();
  }

  /** A constant when the user names a plugin that is known, open when it is not, else an assumption that is true by default. */
  static PacketExpr of(Assumptions assumptions) {
    String cni = assumptions.cni().orElse("");
    if (WITH.contains(cni) || WITHOUT.contains(cni)) {
      return PacketExpr.constant(WITH.contains(cni));
    }
    if (!cni.isEmpty()) {
      return PacketExpr.holds(Assumption.open("cni", "the network plugin `" + cni + "` enforces NetworkPolicy",
          "name a plugin that is known: " + String.join(", ", WITH) + ", or one without policies such as flannel"));
    }
    return PacketExpr.holds(Assumption.defaulted("cni", "the network plugin enforces NetworkPolicy",
        "--assume cni=calico, or cni=flannel for a plugin that does not", true));
  }
}
