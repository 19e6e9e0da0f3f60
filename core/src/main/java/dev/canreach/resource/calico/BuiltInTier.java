package dev.canreach.resource.calico;

/** The tiers that every cluster has (CALICO/1.4). */
public enum BuiltInTier {
  /** For ClusterNetworkPolicy of administrators. */
  KUBE_ADMIN("kube-admin", 1_000, true),
  /** The same, before it got its present name. */
  ADMIN_NETWORK_POLICY("adminnetworkpolicy", 1_000, true),
  /** For NetworkPolicy of Kubernetes, and policies that name no tier. */
  DEFAULT(CalicoPolicy.DEFAULT_TIER, 1_000_000, false),
  /** For ClusterNetworkPolicy that applies when nothing else does. */
  KUBE_BASELINE("kube-baseline", 10_000_000, true),
  /** The same, before it got its present name. */
  BASELINE_ADMIN_NETWORK_POLICY("baselineadminnetworkpolicy", 10_000_000, true);

  private final String tierName;
  private final double order;
  private final boolean passes;

  BuiltInTier(String tierName, double order, boolean passes) {
    this.tierName = tierName;
    this.order = order;
    this.passes = passes;
  }

  /** Its name. */
  public String tierName() {
    return tierName;
  }

  /** Its place among the tiers. */
  public double order() {
    return order;
  }

  /** Whether what its policies leave undecided goes to the next tier. */
  public boolean passes() {
    return passes;
  }
}
