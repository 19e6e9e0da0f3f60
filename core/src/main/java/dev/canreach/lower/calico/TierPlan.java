package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.BuiltInTier;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.Tier;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tiers in their order, and the policies of each in theirs (CALICO/1.4). */
final class TierPlan {
  /** The order of NetworkPolicies of Kubernetes in the default tier (CALICO/1.12). */
  private static final double KUBERNETES_ORDER = 1000;

  private final List<Planned> tiers = new ArrayList<>();
  private final List<CalicoPolicy> homeless = new ArrayList<>();

  /** A policy of either kind. */
  sealed interface Member {
    /** One of Calico. */
    record OfCalico(CalicoPolicy policy) implements Member {}

    /** One of Kubernetes. */
    record OfKubernetes(NetworkPolicy policy) implements Member {}
  }

  private record Ordered(double order, String key, Member member) {}

  /**
   * A tier.
   *
   * @param name its name
   * @param order its place; infinite = last
   * @param passes whether what its policies leave undecided goes to the next tier
   * @param members its policies in order
   */
  record Planned(String name, double order, boolean passes, List<Member> members) {
    Planned {
      members = List.copyOf(members);
    }
  }

  TierPlan(Inventory inventory, List<CalicoPolicy> policies, List<NetworkPolicy> networkPolicies, boolean closedWorld) {
    Map<String, Planned> known = tiers(inventory);
    Map<String, List<Ordered>> members = new HashMap<>();
    for (CalicoPolicy policy : policies) {
      if (known.containsKey(policy.tier()) || closedWorld) {
        String key = policy.name() + "/" + policy.namespace() + "/" + policy.kind();
        members.computeIfAbsent(policy.tier(), tier -> new ArrayList<>())
            .add(new Ordered(policy.order().orElse(Double.POSITIVE_INFINITY), key, new Member.OfCalico(policy)));
      } else {
        homeless.add(policy);
      }
    }
    for (NetworkPolicy policy : networkPolicies) {
      String key = policy.name() + "/" + policy.namespace() + "/KubernetesNetworkPolicy";
      members.computeIfAbsent(CalicoPolicy.DEFAULT_TIER, tier -> new ArrayList<>())
          .add(new Ordered(KUBERNETES_ORDER, key, new Member.OfKubernetes(policy)));
    }
    // a tier that does not exist comes after all that do, and drops at its end (CALICO/CAX-11)
    Comparator<Planned> order = Comparator.<Planned, Boolean>comparing(tier -> !known.containsKey(tier.name()))
        .thenComparingDouble(Planned::order)
        .thenComparing(Planned::name);
    members.forEach((name, list) -> {
      Planned tier = known.getOrDefault(name, new Planned(name, Double.POSITIVE_INFINITY, false, List.of()));
      list.sort(Comparator.comparingDouble(Ordered::order).thenComparing(Ordered::key));
      tiers.add(new Planned(name, tier.order(), tier.passes(), list.stream().map(Ordered::member).toList()));
    });
    tiers.sort(order);
  }

  private static Map<String, Planned> tiers(Inventory inventory) {
    Map<String, Planned> known = new HashMap<>();
    for (BuiltInTier tier : BuiltInTier.values()) {
      known.put(tier.tierName(), new Planned(tier.tierName(), tier.order(), tier.passes(), List.of()));
    }
    for (Tier tier : inventory.latest(Tier.class)) {
      if (Acceptance.of(tier, inventory).equals(PacketExpr.TRUE)) {
        known.putIfAbsent(tier.name(), new Planned(tier.name(), tier.order().orElse(Double.POSITIVE_INFINITY),
            tier.passes(), List.of()));
      }
    }
    return known;
  }

  /** The tiers that have policies, in order. */
  List<Planned> tiers() {
    return tiers;
  }

  /** Policies of tiers that the input does not have: where they stand, and what follows them, is not known. */
  List<CalicoPolicy> homeless() {
    return homeless;
  }
}
