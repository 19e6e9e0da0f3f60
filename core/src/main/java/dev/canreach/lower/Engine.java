package dev.canreach.lower;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.cni.CniConfiguration;
import dev.canreach.resource.cni.CniPlugin;
import dev.canreach.resource.cni.PolicySupport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The network plugin of the cluster: which policies it enforces, and in whose terms (CNI/3.6). The user names it
 * (`--assume cni=…`), or its configuration is part of the input; else the only plugin whose own policies the input has is
 * taken to be it.
 *
 * @param name the plugin in lower case; empty when nothing tells
 * @param stated whether the user or a configuration names it; else it is inferred
 * @param candidates the plugins whose own policies the input has
 * @param idle why it enforces no policy by itself, where a configuration says so; empty otherwise
 */
public record Engine(String name, boolean stated, Set<String> candidates, String idle) {

  /** The name of Calico. */
  public static final String CALICO = "calico";
  /** The name of Cilium. */
  public static final String CILIUM = "cilium";

  private static final String CANAL = "canal";
  private static final Set<String> WITHOUT_POLICIES = Set.of("flannel", "bridge", "ptp", "kubenet", "none",
      "host-local");
  private static final Set<String> WITH_POLICIES = Collections.unmodifiableSet(new TreeSet<>(List.of("antrea", CALICO,
      CILIUM, "kindnet", "kube-network-policies", "kube-router", "ovn-kubernetes", "romana", "weave")));
  private static final Map<String, String> GROUPS = Map.of("projectcalico.org", CALICO, "crd.projectcalico.org", CALICO,
      "cilium.io", CILIUM);

  /** Copies the set. */
  public Engine {
    candidates = Set.copyOf(candidates);
  }

  /** The plugin of an input. */
  public static Engine of(Inventory inventory, Assumptions assumptions) {
    SortedSet<String> candidates = new TreeSet<>();
    String previous = "";
    for (Resource resource : inventory.resources()) {
      String version = resource.apiVersion();
      if (version.equals(previous)) {
        continue;
      }
      previous = version;
      String owner = GROUPS.get(resource.group());
      if (owner != null) {
        candidates.add(owner);
      }
    }
    String named = assumptions.cni().orElse("");
    if (!named.isEmpty()) {
      return new Engine(named.equals(CANAL) ? CALICO : named, true, candidates, "");
    }
    Optional<CniConfiguration> configuration = CniConfiguration.inUse(inventory.all(CniConfiguration.class));
    if (configuration.isPresent()) {
      return configured(configuration.get(), candidates);
    }
    return new Engine(candidates.size() == 1 ? candidates.first() : "", false, candidates, "");
  }

  /** A configuration that names a plugin without policies leaves it to others to enforce them (CNI/3.6). */
  private static Engine configured(CniConfiguration configuration, Set<String> candidates) {
    CniPlugin plugin = configuration.main().orElseThrow();
    Optional<PolicySupport> support = PolicySupport.of(plugin);
    if (support.isEmpty()) {
      return new Engine(plugin.type(), true, candidates, "");
    }
    String place = configuration.span().file() + ":" + configuration.span().line();
    String idle = support.get().enforces()
        ? ""
        : "the network plugin `" + plugin.type() + "` is configured without policies (" + place + ")";
    return new Engine(support.get().product(), true, candidates, idle);
  }

  /** Something enforces policies that the configured plugin does not; false by default. */
  private PacketExpr enforcedByOthers() {
    return PacketExpr.holds(Assumption.defaulted("cni", "something else enforces policies although " + idle,
        "--assume cni=PLUGIN", false));
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
    if (!idle.isEmpty()) {
      return enforcedByOthers();
    }
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
    if (!idle.isEmpty()) {
      return enforcedByOthers();
    }
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
