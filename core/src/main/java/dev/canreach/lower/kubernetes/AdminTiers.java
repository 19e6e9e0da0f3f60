package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.AdminPeer;
import dev.canreach.resource.kubernetes.AdminPolicy;
import dev.canreach.resource.kubernetes.AdminPort;
import dev.canreach.resource.kubernetes.AdminRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Policies of administrators: a tier before NetworkPolicies and one after them, whose rules stand in the order of
 * priorities; being governed changes nothing by itself (K8S/P-03, P-04, P-07).
 */
final class AdminTiers implements Lowering.Rules {
  private static final int BEFORE = NetworkBuilder.NETWORK_POLICY - 100;
  private static final int REACHED = NetworkBuilder.NETWORK_POLICY - 50;
  private static final int AFTER = NetworkBuilder.NETWORK_POLICY + 100;

  private final Inventory inventory;
  private final Cluster cluster;
  private final AdminPeers peers;
  private final Function<AdminPolicy, PacketExpr> enforced;
  private final boolean ownTiers;

  /**
   * Tiers of administrators.
   *
   * @param enforced whether a policy is enforced
   * @param ownTiers whether the network plugin has tiers of its own, between which the baseline may stand elsewhere
   */
  AdminTiers(Inventory inventory, Cluster cluster, AdminPeers peers, Function<AdminPolicy, PacketExpr> enforced,
      boolean ownTiers) {
    this.ownTiers = ownTiers;
    this.inventory = inventory;
    this.cluster = cluster;
    this.peers = peers;
    this.enforced = enforced;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.egress(BEFORE, tier("admin policies", false, Side.SOURCE));
    network.ingress(BEFORE, tier("admin policies", false, Side.DESTINATION));
    network.egress(AFTER, tier("baseline policies", true, Side.SOURCE));
    network.ingress(AFTER, tier("baseline policies", true, Side.DESTINATION));
    if (ownTiers) {
      network.egress(REACHED, reached(Side.SOURCE));
      network.ingress(REACHED, reached(Side.DESTINATION));
    }
  }

  /** What a baseline decides before the plugin's own tiers do, perhaps (CILIUM/2.9, CALICO/1.4). */
  private Tier reached(Side subject) {
    PacketExpr reached = PacketExpr.holds(Assumption.open("clusterNetworkPolicy",
        "a baseline policy decides before the tiers of the network plugin do",
        "decide about the traffic by a NetworkPolicy"));
    List<PolicyRule> rules = new ArrayList<>();
    for (PolicyRule rule : tier("baseline policies", true, subject).rules()) {
      if (rule.action() != Action.PASS) {
        rules.add(new PolicyRule(PacketExpr.and(rule.subject(), reached), rule.conditions(), rule.action(),
            rule.origin()));
      }
    }
    return new Tier("baseline policies that are reached", List.of(), rules, Action.PASS);
  }

  private Tier tier(String name, boolean baseline, Side subject) {
    SortedMap<Integer, List<List<PolicyRule>>> byPriority = new TreeMap<>();
    List<PolicyRule> rules = new ArrayList<>();
    for (AdminPolicy policy : inventory.latest(AdminPolicy.class)) {
      if (policy.baseline() == baseline) {
        AdminDoubts doubts = new AdminDoubts(policy, RefusedParts.of(policy, inventory), direction(subject));
        List<PolicyRule> own = rules(policy, doubts, subject);
        if (doubts.aboutPlace()) {
          rules.addAll(own);
        } else if (!own.isEmpty()) {
          byPriority.computeIfAbsent(policy.priority(), key -> new ArrayList<>()).add(own);
        }
      }
    }
    for (Map.Entry<Integer, List<List<PolicyRule>>> entry : byPriority.entrySet()) {
      addInAnyOrder(entry.getValue(), entry.getKey(), rules);
    }
    return new Tier(name, List.of(), rules, Action.PASS);
  }

  /**
   * Policies of one priority: whichever of those that match comes first decides, and nobody knows which (K8S/P-05). Each but
   * the last may be the first by an assumption of its own; where none is, they stand in the reverse order.
   */
  private static void addInAnyOrder(List<List<PolicyRule>> policies, int priority, List<PolicyRule> rules) {
    for (List<PolicyRule> policy : policies.subList(0, policies.size() - 1)) {
      String object = policy.get(0).origin().object();
      PacketExpr first = PacketExpr.holds(Assumption.open("priority",
          "`" + object + "` comes before the others of priority " + priority,
          "give the policies different priorities"));
      policy.forEach(rule -> rules.add(new PolicyRule(PacketExpr.and(rule.subject(), first), rule.conditions(),
          rule.action(), rule.origin())));
    }
    for (int i = policies.size() - 1; i >= 0; i--) {
      rules.addAll(policies.get(i));
    }
  }

  private List<PolicyRule> rules(AdminPolicy policy, AdminDoubts doubts, Side subject) {
    PacketExpr governed = PacketExpr.and(peers.of(doubts.subject(), subject), enforced.apply(policy),
        Acceptance.of(policy, inventory));
    if (governed.equals(PacketExpr.FALSE)) {
      return List.of();
    }
    if (doubts.aboutAll()) {
      return doubts.rules(governed);
    }
    List<PolicyRule> rules = new ArrayList<>();
    for (AdminRule rule : subject == Side.SOURCE ? policy.egress() : policy.ingress()) {
      if (doubts.about(rule)) {
        rules.addAll(doubts.rules(rule, governed));
      } else {
        rules.add(rule(policy, rule, governed, subject));
      }
    }
    return rules;
  }

  private static String direction(Side subject) {
    return subject == Side.SOURCE ? "egress" : "ingress";
  }

  private PolicyRule rule(AdminPolicy policy, AdminRule rule, PacketExpr governed, Side subject) {
    Origin origin = AdminDoubts.origin(policy, rule, direction(subject));
    boolean closed = rule.peers().stream().anyMatch(AdminPeer.Invalid.class::isInstance)
        && rule.action() != AdminRule.Action.ALLOW;
    Action action = switch (rule.action()) {
      case ALLOW -> Action.ALLOW;
      case DENY, INVALID -> Action.DENY;
      // a peer that nobody understands fails closed (K8S/P-09)
      case PASS -> closed ? Action.DENY : Action.PASS;
    };
    List<Condition> conditions = new ArrayList<>();
    if (!closed) {
      conditions.add(new Condition("peer", PacketExpr.or(rule.peers()
          .stream()
          .map(peer -> peers.of(peer, subject.other(), rule.action()))
          .toList()), origin));
    }
    if (rule.ports().isPresent()) {
      List<AdminPort> ports = rule.ports().get();
      boolean pods = rule.peers().stream().allMatch(AdminPeer.Pods.class::isInstance);
      conditions.add(new Condition("port", pods
          ? ports(ports, true)
          : PacketExpr.or(rule.peers()
              .stream()
              .map(peer -> PacketExpr.and(peers.of(peer, subject.other(), rule.action()),
                  ports(ports, peer instanceof AdminPeer.Pods)))
              .toList()),
          origin));
    }
    return new PolicyRule(governed, conditions, action, origin);
  }

  /** The packet goes to one of the ports; only pods have names for theirs (K8S/P-14). */
  private PacketExpr ports(List<AdminPort> ports, boolean names) {
    return PacketExpr.or(ports.stream().map(port -> AdminPorts.matches(port, names, cluster.namedPorts())).toList());
  }
}
