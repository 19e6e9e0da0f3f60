package dev.canreach.lower.calico;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Engine;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.calico.TierMaker.Point;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.NetworkPolicyRules;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.CalicoPolicy.HostUse;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** The network as Calico polices it (CALICO/1.9): the tiers of pods and hosts, and the exemptions before them. */
final class CalicoNetwork {
  private static final int OWN_HOST = NetworkBuilder.PLATFORM + 10;
  private static final int ENCAPSULATION = OWN_HOST + 1;
  private static final int EARLY = OWN_HOST + 2;
  private static final int FAILSAFES = OWN_HOST + 3;
  private static final int PROFILES = NetworkBuilder.NETWORK_POLICY + 1;
  private static final Protocol IPIP = new Protocol(4);

  private final Inventory inventory;
  private final NetworkBuilder network;
  private final PacketExpr enforced;
  private final boolean stated;
  private final Cluster cluster;
  private final Peers peers;
  private final HostCoverage coverage;
  private final FelixSettings settings;
  private final RefusedPolicies policies;
  private final TierPlan plan;
  private final TierMaker maker;
  private final HostTiers hostTiers;

  CalicoNetwork(Inventory inventory, Assumptions assumptions, Engine engine, NetworkBuilder network) {
    this.inventory = inventory;
    this.network = network;
    this.enforced = engine.enforcesPoliciesOf(Engine.CALICO);
    this.stated = engine.stated();
    this.cluster = Cluster.of(inventory, assumptions, network);
    List<Thing> things = Things.of(inventory, assumptions, cluster, network);
    this.peers = new Peers(new ThingIndex(things), network.endpoints(), cluster);
    this.coverage = new HostCoverage(things, peers, cluster);
    this.settings = new FelixSettings(inventory);
    this.policies = new RefusedPolicies(inventory);
    this.plan = new TierPlan(inventory, policies.placed(), inventory.latest(NetworkPolicy.class),
        assumptions.world() == Assumptions.World.CLOSED);
    RuleMaker rules = new RuleMaker(peers,
        new ServicePeers(inventory, assumptions, cluster.pods().values(), network),
        assumptions.value("appPolicy").filter("enabled"::equals).isPresent());
    this.maker = new TierMaker(plan, policies, rules,
        NetworkPolicyRules.of(inventory, cluster, engine.enforcesNetworkPolicy()));
    this.hostTiers = new HostTiers(coverage, settings, rules, peers, enforced, inventory);
  }

  void add() {
    ownHost();
    if (stated) {
      encapsulation();
    }
    if (!coverage.all().isEmpty()) {
      early(HostUse.UNTRACKED, true);
      early(HostUse.UNTRACKED, false);
      early(HostUse.PRE_DNAT, true);
      hostTiers.addFailsafes(network, FAILSAFES);
      hostTiers.addProfiles(network, PROFILES);
      new ForwardPlanes(coverage, peers.index(), maker, hostTiers, cluster, this::inForce, policies.placed())
          .addTo(network);
    }
    for (boolean ingress : List.of(true, false)) {
      Side side = ingress ? Side.DESTINATION : Side.SOURCE;
      maker.tiers(new Point(ingress, Set.of(HostUse.NORMAL, HostUse.FORWARD), policy -> subjects(policy, side), true,
          true, "tier ")).forEach(tier -> add(ingress, NetworkBuilder.NETWORK_POLICY, tier));
    }
    Doubts doubts = new Doubts(network, this::subjects);
    plan.homeless()
        .forEach(policy -> doubts.about(policy, "`" + policy.id() + "`, whose tier `" + policy.tier() + "` is missing,",
            "add the Tier `" + policy.tier() + "` to the input"));
    policies.anywhere()
        .forEach(policy -> doubts.about(policy, "`" + policy.id() + "`, once it is corrected,",
            "correct `" + policy.id() + "`, which the API server refuses"));
    settings.doubtful().forEach(doubts::about);
    doubts.add();
  }

  private void add(boolean ingress, int rank, Tier tier) {
    if (ingress) {
      network.ingress(rank, tier);
    } else {
      network.egress(rank, tier);
    }
  }

  /** Whether the policy is there and enforced. */
  private PacketExpr inForce(CalicoPolicy policy) {
    return PacketExpr.and(enforced, Acceptance.of(policy, inventory));
  }

  /** Pods, and hosts by their host endpoints. */
  private PacketExpr subjects(CalicoPolicy policy, Side side) {
    var selector = Scoping.subjects(policy);
    var hosts = coverage.selected(selector, peers.index());
    // what hosts forward may be anybody's
    return PacketExpr.and(inForce(policy), policies.isAnywhere(policy) && !hosts.isEmpty()
        ? PacketExpr.TRUE
        : PacketExpr.or(peers.pods(selector, side), coverage.hosts(hosts, side)));
  }

  /** Policies of hosts before their traffic is tracked or translated; an Allow settles the matter (CALICO/1.10). */
  private void early(HostUse use, boolean ingress) {
    Side side = ingress ? Side.DESTINATION : Side.SOURCE;
    String name = use == HostUse.PRE_DNAT ? "pre-DNAT " : "untracked ";
    maker.tiers(new Point(ingress, Set.of(use), policy -> PacketExpr.and(inForce(policy),
        HostCoverage.any(
            coverage.selected(Scoping.subjects(policy), peers.index())
                .stream()
                .filter(covering -> use == HostUse.PRE_DNAT || !covering.everywhere())
                .toList(),
            covering -> PacketExpr.and(coverage.host(covering.node(), side),
                PacketExpr.not(hostTiers.failsafe(covering, side))))),
        false, false, name)).forEach(tier -> add(ingress, EARLY, tier));
  }

  /** A pod and its own host (CALICO/1.9): the host reaches its pods, and a setting says what becomes of the other way. */
  private void ownHost() {
    Origin origin = new Origin("pod to its own host", "", "", Lowerings.builtIn());
    List<PolicyRule> toHost = new ArrayList<>();
    List<PolicyRule> toPods = new ArrayList<>();
    cluster.nodes().all().forEach(node -> peers.node(node.name()).ifPresent(endpoint -> {
      BitSet pods = cluster.placement().podsByNode().getOrDefault(endpoint.index(), new BitSet());
      PacketExpr here = PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(pods));
      PacketExpr subject = coverage.host(endpoint.index(), Side.DESTINATION);
      if (!pods.isEmpty()) {
        toHost.addAll(toHost(node.name(), subject, here, origin));
        toPods.add(new PolicyRule(coverage.host(endpoint.index(), Side.SOURCE),
            List.of(new Condition("peer", coverage.pods(endpoint.index(), Side.DESTINATION), origin)), Action.ALLOW,
            origin));
      }
    }));
    PacketExpr byChance = cluster.placement().ownNodeByChance(Side.DESTINATION);
    if (!byChance.equals(PacketExpr.FALSE)) {
      toHost.addAll(toHost("", byChance, PacketExpr.TRUE, origin));
    }
    network.ingress(OWN_HOST, new Tier("own host", List.of(), toHost, Action.PASS));
    network.egress(OWN_HOST, new Tier("own pods", List.of(), toPods, Action.PASS));
  }

  private List<PolicyRule> toHost(String node, PacketExpr subject, PacketExpr peer, Origin origin) {
    List<Condition> conditions = List.of(new Condition("peer", peer, origin));
    PacketExpr here = PacketExpr.and(enforced, subject);
    String action = settings.toHost(node).orElse("");
    if (action.equalsIgnoreCase("Accept")) {
      return List.of(new PolicyRule(here, conditions, Action.ALLOW, origin));
    }
    if (action.equalsIgnoreCase("Return")) {
      Assumption drops = Assumption.open("host firewall", "the host's own rules drop what its pods send to it",
          "set `defaultEndpointToHostAction` of the FelixConfiguration to Accept or Drop");
      return List.of(
          new PolicyRule(PacketExpr.and(here, PacketExpr.holds(drops)), conditions, Action.DENY, origin),
          new PolicyRule(here, conditions, Action.ALLOW, origin));
    }
    Assumption drops = Assumption.defaulted("host traffic", "Calico drops what pods send to their own host",
        "set `defaultEndpointToHostAction` in the FelixConfiguration", true);
    PacketExpr guard = action.isEmpty() ? PacketExpr.holds(drops) : PacketExpr.TRUE;
    return List.of(new PolicyRule(PacketExpr.and(here, guard), conditions, Action.DENY, origin),
        new PolicyRule(here, conditions, Action.ALLOW, origin));
  }

  /**
   * Pods may not send packets that look like the tunnels between nodes (CALICO/CAX-11). That is no policy of any kind, so that
   * it counts only where Calico is known to be there, and is not just taken to enforce its policies (contract §4, {@code cni}).
   */
  private void encapsulation() {
    List<PacketExpr> tunnels = new ArrayList<>();
    if (!settings.vxlanFromPods()) {
      tunnels.add(PacketExpr.and(PacketExpr.is(Protocol.UDP),
          PacketExpr.is(Field.DESTINATION_PORT, settings.vxlanPort())));
    }
    if (!settings.ipipFromPods()) {
      tunnels.add(PacketExpr.is(IPIP));
    }
    BitSet pods = new BitSet();
    network.endpoints()
        .stream()
        .filter(endpoint -> cluster.pods().containsKey(endpoint.id()) && !endpoint.hostNetwork())
        .forEach(endpoint -> pods.set(endpoint.index()));
    PacketExpr subject = PacketExpr.and(enforced, PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(pods)));
    Origin origin = new Origin("tunnels between nodes", "", "", Lowerings.builtIn());
    if (!tunnels.isEmpty() && !pods.isEmpty()) {
      network.egress(ENCAPSULATION, new Tier("tunnels", List.of(), List.of(new PolicyRule(subject,
          List.of(new Condition("port", PacketExpr.or(tunnels), origin)), Action.DENY, origin)), Action.PASS));
    }
  }
}
