package dev.canreach.lower.kubernetes;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What one NetworkPolicy says: whom it isolates, and what it allows (K8S/N-03). */
public final class NetworkPolicyRules {
  private final Inventory inventory;
  private final Cluster cluster;
  private final PacketExpr enforced;
  /** What is known already, of the policies that were there when this was made: nothing is kept for any other. */
  private final Map<Side, IdentityHashMap<NetworkPolicy, Optional<Governed>>> known = new EnumMap<>(Side.class);

  /**
   * What a policy says about one direction.
   *
   * @param scope whom it isolates
   * @param rules what it allows to those
   */
  public record Governed(Scope scope, List<PolicyRule> rules) {
    /** Copies the list. */
    public Governed {
      rules = List.copyOf(rules);
    }
  }

  /**
   * The policies of an input.
   *
   * @param enforced whether NetworkPolicies are enforced at all
   */
  public static NetworkPolicyRules of(Inventory inventory, Cluster cluster, PacketExpr enforced) {
    return inventory.made(NetworkPolicyRules.class, List.of(cluster, enforced, inventory.rejections()),
        other -> new NetworkPolicyRules(inventory, cluster, enforced, other));
  }

  /**
   * What is known of the policies of a cluster in which nothing but labels was different is taken over, for those that these labels leave as they are.
   */
  private NetworkPolicyRules(Inventory inventory, Cluster cluster, PacketExpr enforced,
      Optional<NetworkPolicyRules> other) {
    Optional<NetworkPolicyRules> earlier = other.filter(each -> each.enforced.equals(enforced)
        && each.inventory.rejections().equals(inventory.rejections()));
    Optional<Relabelling> relabelling = earlier.flatMap(each -> Relabelling.between(each.cluster, cluster));
    this.inventory = inventory;
    this.cluster = cluster;
    this.enforced = enforced;
    for (Side subject : Side.values()) {
      IdentityHashMap<NetworkPolicy, Optional<Governed>> governed = new IdentityHashMap<>();
      IdentityHashMap<NetworkPolicy, Optional<Governed>> before = earlier.map(each -> each.known.get(subject))
          .orElseGet(IdentityHashMap::new);
      for (NetworkPolicy policy : inventory.latest(NetworkPolicy.class)) {
        Optional<Governed> same = before.get(policy);
        governed.put(policy, same != null && relabelling.filter(each -> each.leaves(policy)).isPresent()
            ? same
            : govern(policy, subject));
      }
      known.put(subject, governed);
    }
  }

  /** What the policy says about the direction of a side; empty when it isolates nobody there. */
  public Optional<Governed> of(NetworkPolicy policy, Side subject) {
    Optional<Governed> governed = Objects.requireNonNull(known.get(subject)).get(policy);
    return governed == null ? govern(policy, subject) : governed;
  }

  private Optional<Governed> govern(NetworkPolicy policy, Side subject) {
    return scope(policy, subject).map(scope -> new Governed(scope, rules(policy, scope, subject)));
  }

  /** Whom the policy isolates in the direction of a side; empty when nobody. */
  private Optional<Scope> scope(NetworkPolicy policy, Side subject) {
    boolean isolates = subject == Side.SOURCE ? policy.isolatesEgress() : policy.isolatesIngress();
    if (!isolates) {
      return Optional.empty();
    }
    PacketExpr subjects = PacketExpr.and(
        cluster.selectors().podsIn(policy.namespace(), policy.podSelector(), subject), enforced,
        Acceptance.of(policy, inventory));
    return subjects.equals(PacketExpr.FALSE)
        ? Optional.empty()
        : Optional.of(new Scope(subjects, new Origin(policy.id(), "", "", policy.span())));
  }

  /** What the policy allows to those in its scope. */
  private List<PolicyRule> rules(NetworkPolicy policy, Scope scope, Side subject) {
    List<PolicyRule> rules = new ArrayList<>();
    for (PolicyRuleSpec rule : subject == Side.SOURCE ? policy.egress() : policy.ingress()) {
      rules.add(allow(policy, rule, scope.subject(), subject, cluster.namedPorts(),
          peer -> peer(policy.namespace(), peer, subject.other())));
    }
    return rules;
  }

  /**
   * One rule of a policy: the pods that it governs, the peers and the ports, each on its own.
   *
   * @param peers what a peer means to whoever enforces the policy
   */
  public static PolicyRule allow(NetworkPolicy policy, PolicyRuleSpec rule, PacketExpr subjects, Side subject,
      NamedPorts ports, Function<PolicyPeer, PacketExpr> peers) {
    String direction = subject == Side.SOURCE ? "egress" : "ingress";
    String part = direction + " rule " + (rule.index() + 1);
    String field = "spec." + direction + "[" + rule.index() + "]";
    List<Condition> conditions = new ArrayList<>();
    if (!rule.peers().isEmpty()) {
      PacketExpr peer = PacketExpr.or(rule.peers()
          .stream()
          .map(each -> each instanceof PolicyPeer.Invalid ? unreadable(policy, part, "peer") : peers.apply(each))
          .toList());
      conditions.add(new Condition("peer", peer, new Origin(policy.id(), part,
          field + (subject == Side.SOURCE ? ".to" : ".from"), rule.peers().get(0).span())));
    }
    if (!rule.ports().isEmpty()) {
      PacketExpr port = PacketExpr.or(rule.ports()
          .stream()
          .map(each -> each instanceof PolicyPort.Invalid ? unreadable(policy, part, "port") : ports.matches(each))
          .toList());
      conditions.add(new Condition("port", port,
          new Origin(policy.id(), part, field + ".ports", rule.ports().get(0).span())));
    }
    return new PolicyRule(subjects, conditions, Action.ALLOW, new Origin(policy.id(), part, field, rule.span()));
  }

  /** What the server refuses (K8S/N-14, N-26) may have been meant to match. */
  private static PacketExpr unreadable(NetworkPolicy policy, String part, String what) {
    return PacketExpr.holds(Assumption.open("accepted",
        "a refused " + what + " of " + part + " of `" + policy.id() + "` means this traffic",
        "correct `" + policy.id() + "`, which the API server refuses"));
  }

  private PacketExpr peer(String namespace, PolicyPeer peer, Side side) {
    return switch (peer) {
      case PolicyPeer.Pods pods -> pods.namespaceSelector().isPresent()
          ? cluster.selectors().podsOf(pods.namespaceSelector().get(), pods.podSelector(), side)
          : cluster.selectors().podsIn(namespace, pods.podSelector().orElseThrow(), side);
      case PolicyPeer.Block block -> cluster.blocks().contain(side, block.block());
      case PolicyPeer.Invalid invalid -> PacketExpr.FALSE;
    };
  }
}
