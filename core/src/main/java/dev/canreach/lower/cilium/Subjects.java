package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.OpenLabel;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.CiliumSelector;
import dev.canreach.resource.cilium.SourcedKey;
import dev.canreach.resource.kubernetes.Node;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/** Whom rules govern: pods by their identity, or nodes by their labels (CILIUM/2.3). */
final class Subjects {
  private final Ends ends;
  private final Identities identities;
  /** The labels of each node that the input lists, and the endpoints that are the node. */
  private final Map<SortedMap<String, String>, BitSet> labelled = new HashMap<>();
  private final BitSet listed = new BitSet();
  /** The endpoints that are a node whose labels could not be read. */
  private final Map<OpenLabel, BitSet> unread = new LinkedHashMap<>();

  Subjects(Inventory inventory, Cluster cluster, Ends ends, Identities identities) {
    this.ends = ends;
    this.identities = identities;
    Map<String, Node> nodes = new HashMap<>();
    inventory.latest(Node.class).forEach(node -> nodes.put(node.name(), node));
    cluster.nodes().listed().forEach(node -> {
      BitSet hosts = cluster.placement().hosts(node.id());
      listed.or(hosts);
      Node written = Objects.requireNonNull(nodes.get(node.name()));
      if (written.meta().labelsKnown()) {
        labelled.computeIfAbsent(written.meta().labels(), key -> new BitSet()).or(hosts);
      } else {
        unread.put(OpenLabel.of(written), hosts);
      }
    });
  }

  /** The end is a pod that a rule with these requirements governs; rules never govern pods on their node's network. */
  PacketExpr pods(List<Requirement> requirements, Span span, Side side) {
    PacketExpr stranger = PacketExpr.holds(Assumption.open("identity",
        "a policy governs the proxy that the input does not list", "add the pods of the proxy to the input"));
    return PacketExpr.or(identities.pods(requirements, span, side), PacketExpr.and(ends.isStranger(side), stranger));
  }

  /** The end is a node that a selector selects, or shares its network. */
  PacketExpr nodes(CiliumSelector selector, Side side) {
    BitSet selected = new BitSet();
    labelled.forEach((labels, hosts) -> {
      if (selector.requirements().stream().allMatch(requirement -> matches(requirement, labels))) {
        selected.or(hosts);
      }
    });
    PacketExpr unlisted = PacketExpr.and(ends.isHost(side),
        PacketExpr.not(PacketExpr.isEndpoint(side, EndpointSet.of(listed))));
    PacketExpr perhaps = selector.requirements().isEmpty()
        ? PacketExpr.TRUE
        : PacketExpr.holds(Assumption.open("node labels", "the node has the labels that the policy selects",
            "add the Nodes to the input, and set `spec.nodeName` of the pods"));
    List<PacketExpr> ways = new ArrayList<>();
    ways.add(PacketExpr.isEndpoint(side, EndpointSet.of(selected)));
    ways.add(PacketExpr.and(unlisted, perhaps));
    unread.forEach((labels, hosts) -> ways.add(PacketExpr.and(PacketExpr.isEndpoint(side, EndpointSet.of(hosts)),
        PacketExpr.and(selector.requirements().stream().map(each -> meets(each, labels)).toList()))));
    return PacketExpr.or(ways);
  }

  private static PacketExpr meets(Requirement requirement, OpenLabel labels) {
    SourcedKey key = SourcedKey.parse(requirement.key());
    return key.source().equals(SourcedKey.RESERVED) || !IdentityLabels.contain(key.name())
        ? PacketExpr.constant(matches(requirement, Collections.emptySortedMap()))
        : labels.meets(new Requirement(key.name(), requirement.operator(), requirement.values(), requirement.span()));
  }

  private static boolean matches(Requirement requirement, SortedMap<String, String> labels) {
    SourcedKey key = SourcedKey.parse(requirement.key());
    var plain = new Requirement(key.name(), requirement.operator(), requirement.values(), requirement.span());
    if (key.source().equals(SourcedKey.RESERVED)) {
      return plain.matches(Map.of("host", ""));
    }
    // labels that are no part of identities are none of nodes either, such as `kubernetes.io/hostname`
    return plain.matches(IdentityLabels.contain(key.name()) ? labels : Map.of());
  }
}
