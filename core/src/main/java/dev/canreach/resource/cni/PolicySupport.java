package dev.canreach.resource.cni;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What network plugins do about policies (CNI/3.6).
 *
 * @param product the network plugin as people call it, such as {@code calico}
 * @param enforces whether it enforces NetworkPolicies at all
 */
public record PolicySupport(String product, boolean enforces) {
  private static final String CALICO = "calico";
  /** Programs that belong to a product which enforces policies. */
  private static final Map<String, String> WITH = Map.of(CALICO, CALICO, "cilium-cni", "cilium", "antrea", "antrea",
      "weave-net", "weave", "ovn-k8s-cni-overlay", "ovn-kubernetes", "cni-kindnet", "kindnet");
  /** Programs that have no part in policies. */
  private static final Set<String> WITHOUT = Set.of("bridge", "dummy", "flannel", "host-device", "ipvlan", "macvlan",
      "ptp", "tap", "vlan");

  /** What the plugin does; empty for one that nobody knows. */
  public static Optional<PolicySupport> of(CniPlugin plugin) {
    String product = WITH.get(plugin.type());
    if (product != null) {
      // without it, Calico knows nothing of pods, their labels and their policies (CNI/3.5)
      boolean kubernetes = !product.equals(CALICO) || plugin.policyType().equals("k8s");
      return Optional.of(new PolicySupport(product, kubernetes));
    }
    return WITHOUT.contains(plugin.type())
        ? Optional.of(new PolicySupport(plugin.type(), false))
        : Optional.empty();
  }
}
