package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.AdminPeer;
import dev.canreach.resource.kubernetes.AdminRule;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Who the subjects and peers of administrators' policies are (K8S/P-02, P-09 to P-13). */
final class AdminPeers {
  private static final String NAME_KEY = "dns.";

  private final Cluster cluster;
  private final Assumptions assumptions;
  private final List<Node> nodes;
  private final BitSet hosts = new BitSet();
  private final BitSet outside = new BitSet();
  private final List<Endpoint> names = new ArrayList<>();

  AdminPeers(Inventory inventory, Cluster cluster, Assumptions assumptions, List<Endpoint> endpoints) {
    this.cluster = cluster;
    this.assumptions = assumptions;
    this.nodes = inventory.latest(Node.class);
    for (Endpoint endpoint : endpoints) {
      PodClass pod = cluster.pods().get(endpoint.id());
      if (endpoint.role() == Role.NODE || endpoint.id().startsWith("node/") || (pod != null && !pod.selectable())) {
        hosts.set(endpoint.index());
      } else if (endpoint.role() == Role.OUTSIDE) {
        outside.set(endpoint.index());
      } else if (endpoint.id().startsWith(ExternalNames.PREFIX)) {
        names.add(endpoint);
      }
    }
  }

  /** The end is one of the subjects. */
  PacketExpr of(AdminPeer subject, Side side) {
    return of(subject, side, AdminRule.Action.ALLOW);
  }

  /** The end is one of the peers of a rule with this action. */
  PacketExpr of(AdminPeer peer, Side side, AdminRule.Action action) {
    return switch (peer) {
      case AdminPeer.Pods pods -> cluster.selectors().podsOf(pods.namespaces(), Optional.of(pods.pods()), side);
      case AdminPeer.Nodes selected -> nodes(selected.nodes(), side);
      case AdminPeer.Networks networks -> PacketExpr.or(networks.blocks()
          .stream()
          .map(block -> cluster.blocks().contain(side, new IpBlock(block, List.of(), networks.span())))
          .toList());
      case AdminPeer.DomainNames domains -> {
        PacketExpr resolved = PacketExpr.or(domains.names().stream().map(name -> name(name, side)).toList());
        // the API gives names a meaning only where they allow (K8S/P-13)
        yield action == AdminRule.Action.ALLOW
            ? resolved
            : PacketExpr.and(resolved, PacketExpr.holds(Assumption.open(
                "domainNames", "`domainNames` have an effect in a rule that does not allow", "select by `networks`")));
      }
      case AdminPeer.Invalid invalid -> PacketExpr.FALSE;
    };
  }

  /** The end has the address of a node that the selector selects (K8S/P-12). */
  private PacketExpr nodes(LabelSelector selector, Side side) {
    BitSet selected = new BitSet();
    BitSet listed = new BitSet();
    List<PacketExpr> ways = new ArrayList<>();
    for (Node node : nodes) {
      BitSet members = cluster.placement().hosts(NodeClass.id(node.name()));
      listed.or(members);
      if (!node.meta().labelsKnown()) {
        ways.add(PacketExpr.and(is(side, members), OpenLabel.of(node).meets(selector)));
      } else if (selector.matches(node.meta().labels())) {
        selected.or(members);
      }
    }
    BitSet others = (BitSet) hosts.clone();
    others.andNot(listed);
    PacketExpr perhaps = selector.requirements().isEmpty()
        ? PacketExpr.TRUE
        : PacketExpr.holds(Assumption.open("node labels", "the node has the labels that the policy selects",
            "add the Nodes to the input, and set `spec.nodeName` of the pods"));
    ways.add(is(side, selected));
    ways.add(PacketExpr.and(is(side, others), perhaps));
    return PacketExpr.or(ways);
  }

  /** The end is what the name, or one of the names that it stands for, resolves to. */
  private PacketExpr name(String name, Side side) {
    List<PacketExpr> ways = new ArrayList<>();
    boolean known = false;
    for (String key : assumptions.values().keySet()) {
      if (key.startsWith(NAME_KEY) && matches(name, key.substring(NAME_KEY.length()))) {
        known = true;
        for (Address address : assumptions.dns(key.substring(NAME_KEY.length())).orElse(List.of())) {
          ways.add(PacketExpr.inPrefix(side, Cidr.of(address)));
        }
      }
    }
    BitSet called = new BitSet();
    names.stream().filter(end -> matches(name, end.name())).forEach(end -> called.set(end.index()));
    ways.add(is(side, called));
    if (!known) {
      ways.add(PacketExpr.and(is(side, outside), PacketExpr.holds(Assumption.open(NAME_KEY + name,
          "`" + name + "` resolves to the address at the other end", "--assume " + NAME_KEY + "NAME=ADDRESS,..."))));
    }
    return PacketExpr.or(ways);
  }

  /** Whether a name is the written one, or has labels in the place of its star (K8S/P-13). */
  private static boolean matches(String written, String name) {
    return written.startsWith("*.")
        ? name.endsWith(written.substring(1)) && name.length() >= written.length()
        : name.equals(written);
  }

  private static PacketExpr is(Side side, BitSet members) {
    return PacketExpr.isEndpoint(side, EndpointSet.of(members));
  }
}
