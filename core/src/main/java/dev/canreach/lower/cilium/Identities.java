package dev.canreach.lower.cilium;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.Selectors;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.SourcedKey;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which pods have the labels that requirements of Cilium's selectors ask for (CILIUM/2.2, 2.3). */
final class Identities {
  /** The name that a cluster has unless somebody names it. */
  private static final String DEFAULT_CLUSTER = "default";
  private static final Assumption CLUSTER_NAME = Assumption.defaulted("cluster name",
      "the cluster has the name `" + DEFAULT_CLUSTER + "` that Cilium gives by default",
      "leave the name of the cluster out of the policy", true);

  private final Cluster cluster;
  private final SortedMap<String, BitSet> accounts = new TreeMap<>();
  private final BitSet withoutAccount = new BitSet();
  private final BitSet futures = new BitSet();

  Identities(NetworkBuilder network, Cluster cluster) {
    this.cluster = cluster;
    for (Endpoint endpoint : network.endpoints()) {
      PodClass pod = cluster.pods().get(endpoint.id());
      if (endpoint.role() == Role.FUTURE) {
        futures.set(endpoint.index());
      } else if (pod != null && pod.selectable()) {
        BitSet members = endpoint.role() == Role.IMPLIED
            ? withoutAccount
            : accounts.computeIfAbsent(pod.account(), name -> new BitSet());
        members.set(endpoint.index());
      }
    }
  }

  /** The end is a pod whose identity meets every requirement. */
  PacketExpr pods(List<Requirement> requirements, Span span, Side side) {
    List<Requirement> namespaces = new ArrayList<>();
    List<Requirement> labels = new ArrayList<>();
    List<PacketExpr> others = new ArrayList<>();
    for (Requirement requirement : requirements) {
      SourcedKey key = SourcedKey.parse(requirement.key());
      String name = key.name();
      if (!key.covers(SourcedKey.KUBERNETES)) {
        others.add(absent(requirement));
      } else if (name.equals(IdentityLabels.NAMESPACE)) {
        namespaces.add(renamed(requirement, NamespaceLabels.NAME));
      } else if (name.startsWith(IdentityLabels.NAMESPACE_LABELS)) {
        namespaces.add(renamed(requirement, name.substring(IdentityLabels.NAMESPACE_LABELS.length())));
      } else if (name.equals(IdentityLabels.ACCOUNT)) {
        others.add(account(renamed(requirement, name), side));
      } else if (name.equals(IdentityLabels.CLUSTER)) {
        others.add(clusterName(requirement));
      } else if (IdentityLabels.contain(name)) {
        labels.add(renamed(requirement, name));
      } else {
        others.add(absent(requirement));
      }
    }
    others.add(cluster.selectors()
        .podsOf(new LabelSelector(namespaces, span), Optional.of(new LabelSelector(labels, span)), side));
    return PacketExpr.and(others);
  }

  /** What a requirement means for something that does not have the label. */
  static PacketExpr absent(Requirement requirement) {
    Operator operator = requirement.operator();
    return PacketExpr.constant(operator == Operator.NOT_IN || operator == Operator.DOES_NOT_EXIST);
  }

  private static Requirement renamed(Requirement requirement, String key) {
    return new Requirement(key, requirement.operator(), requirement.values(), requirement.span());
  }

  private PacketExpr account(Requirement requirement, Side side) {
    BitSet members = new BitSet();
    accounts.forEach((name, pods) -> {
      if (requirement.matches(Map.of(requirement.key(), name))) {
        members.or(pods);
      }
    });
    PacketExpr open = PacketExpr.holds(Assumption.open("service account",
        "the pods of the cluster's name servers have the service account that `" + requirement.key() + "` asks for",
        "add the pods of the name servers to the input"));
    return PacketExpr.or(is(side, members), PacketExpr.and(is(side, withoutAccount), open),
        PacketExpr.and(is(side, futures), Selectors.futureLabel(requirement, side)));
  }

  private static PacketExpr clusterName(Requirement requirement) {
    PacketExpr listed = PacketExpr.or(requirement.values().stream().map(Identities::isCalled).toList());
    return switch (requirement.operator()) {
      case IN -> listed;
      case NOT_IN -> PacketExpr.not(listed);
      case EXISTS -> PacketExpr.TRUE;
      case DOES_NOT_EXIST, INVALID -> PacketExpr.FALSE;
    };
  }

  private static PacketExpr isCalled(String name) {
    PacketExpr byDefault = PacketExpr.holds(CLUSTER_NAME);
    return name.equals(DEFAULT_CLUSTER)
        ? byDefault
        : PacketExpr.and(PacketExpr.not(byDefault), PacketExpr.holds(Assumption.open("cluster name",
            "the cluster has the name `" + name + "`", "leave the name of the cluster out of the policy")));
  }

  private static PacketExpr is(Side side, BitSet members) {
    return PacketExpr.isEndpoint(side, EndpointSet.of(members));
  }
}
