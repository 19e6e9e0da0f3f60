package dev.canreach.lower;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The network plugin of the cluster: which policies it enforces, and in whose terms (CNI/3.6). The user names it
 * (`--assume cni=…`); else the only plugin whose own policies the input has is taken to be it.
 *
 * @param name the plugin in lower case; empty when nothing tells
 * @param stated whether the user named it; else it is inferred
 * @param candidates the plugins whose own policies the input has
 */
public record Engine(String name, boolean stated, Set<String> candidates) {

  /** The name of Calico. */
  public static final String CALICO = "calico";
  /** The name of Cilium. */
  public static final String CILIUM = "cilium";

  private static final String CANAL = "canal";
  private static final Set<String> WITHOUT_POLICIES = Set.of("flannel", "bridge", "ptp", "kubenet", "none",
      "host-local");
  private static final Set<String> WITH_POLICIES = Collections.unmodifiableSet(new TreeSet<>(List.of("antrea", CALICO,
      CILIUM, "kube-network-policies", "kube-router", "ovn-kubernetes", "romana", "weave")));
  private static final Map<String, String> GROUPS = Map.of("projectcalico.org", CALICO, "crd.projectcalico.org", CALICO,
      "cilium.io", CILIUM);

  /** Copies the set. */
  public Engine {
    candidates = Set.copyOf(candidates);
  }

  /** The plugin of an input. */
  public static Engine of(Inventory inventory, Assumptions assumptions) {
    SortedSet<String> candidates = new TreeSet<>();
    for (Resource resource : inventory.resources()) {
      String group = resource.apiVersion().substring(0, Math.max(0, resource.apiVersion().indexOf('/')));
      String owner = GROUPS.get(group);
      if (owner != null) {
        candidates.add(owner);
      }
    }
    String named = assumptions.cni().orElse("");
    if (!named.isEmpty()) {
      return new Engine(named.equals(CANAL) ? CALICO : named, true, candidates);
    }
    return new Engine(candidates.size() == 1 ? candidates.first() : "", false, candidates);
  }

  /** Whether this plugin has policies of its own, which NetworkPolicies join: its lowering makes the tiers of both. */
  public boolean owns(String engine) {
    return name.equals(engine);
  }

  /**
   * Whether NetworkPolicies are enforced at all (K8S/N-25): a constant for a stated plugin that is known, open for one that is
   * not, else an assumption that is true by default.
   */
  public PacketExpr enforcesNetworkPolicy() {
    if (!stated) {
      return PacketExpr.holds(Assumption.defaulted("cni", "the network plugin enforces NetworkPolicy",
          "--assume cni=calico, or cni=flannel for a plugin that does not", true));
    }
    if (WITH_POLICIES.contains(name) || WITHOUT_POLICIES.contains(name)) {
      return PacketExpr.constant(WITH_POLICIES.contains(name));
    }
    return PacketExpr.holds(Assumption.open("cni", "the network plugin `" + name + "` enforces NetworkPolicy",
        "name a plugin that is known: " + String.join(", ", WITH_POLICIES)
            + ", or one without policies such as flannel"));
  }

  /**
   * Whether the own policies of a plugin are enforced: they are when it is stated, are by default when it is inferred, are not
   * when another known plugin is stated; else that is open.
   *
   * @param engine the plugin's name, {@link #CALICO} or {@link #CILIUM}
   */
  public PacketExpr enforcesPoliciesOf(String engine) {
    if (name.equals(engine)) {
      return stated
          ? PacketExpr.TRUE
          : PacketExpr.holds(Assumption.defaulted("cni",
              "the network plugin is " + engine + ", whose own policies the input has", "--assume cni=PLUGIN", true));
    }
    if (stated && (WITH_POLICIES.contains(name) || WITHOUT_POLICIES.contains(name))) {
      return PacketExpr.FALSE;
    }
    return PacketExpr.holds(Assumption.open("cni", "the network plugin enforces the policies of " + engine,
        "name the plugin: --assume cni=" + engine));
  }
}
