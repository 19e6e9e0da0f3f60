package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.EndpointSlice;
import dev.canreach.resource.kubernetes.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Which nodes and addresses outside are the API server: the endpoints of the Service `default/kubernetes` (CILIUM/2.2). */
final class ApiServer {
  private static final String SERVICE = "kubernetes";
  private static final String NAMESPACE = "default";
  private static final Assumption ELSEWHERE = Assumption.defaulted("API server", "the API server is at the other end",
      "add the EndpointSlice of the Service `default/kubernetes` to the input", false);
  private static final Assumption CONTROL_PLANE = Assumption.open("API server",
      "the API server runs on the nodes of the control plane",
      "add the EndpointSlice of the Service `default/kubernetes` to the input");
  private static final List<String> ROLES = List.of("node-role.kubernetes.io/control-plane",
      "node-role.kubernetes.io/master");

  private final NavigableSet<Address> addresses = new TreeSet<>();
  private final BitSet hosts = new BitSet();
  private final BitSet controlPlane = new BitSet();
  private final Ends ends;

  ApiServer(Inventory inventory, Cluster cluster, Ends ends) {
    this.ends = ends;
    for (EndpointSlice slice : inventory.latest(EndpointSlice.class)) {
      if (slice.namespace().equals(NAMESPACE) && slice.service().equals(SERVICE)) {
        slice.endpoints().forEach(endpoint -> addresses.addAll(endpoint.addresses()));
      }
    }
    List<String> roles = inventory.latest(Node.class)
        .stream()
        .filter(node -> !node.meta().labelsKnown()
            || ROLES.stream().anyMatch(role -> node.meta().labels().containsKey(role)))
        .map(Node::name)
        .toList();
    cluster.nodes().all().forEach(node -> {
      if (node.addresses().stream().anyMatch(addresses::contains)) {
        hosts.or(cluster.placement().hosts(node.id()));
      }
      if (roles.contains(node.name())) {
        controlPlane.or(cluster.placement().hosts(node.id()));
      }
    });
  }

  /** The end is a host that the API server runs on. */
  PacketExpr isHost(Side side) {
    if (!addresses.isEmpty()) {
      return PacketExpr.isEndpoint(side, EndpointSet.of(hosts));
    }
    PacketExpr likely = PacketExpr.isEndpoint(side, EndpointSet.of(controlPlane));
    return PacketExpr.or(PacketExpr.and(likely, PacketExpr.holds(CONTROL_PLANE)),
        PacketExpr.and(ends.isHost(side), PacketExpr.not(likely), PacketExpr.holds(ELSEWHERE)));
  }

  /** The end is outside the cluster, and the API server. */
  PacketExpr isOutside(Side side) {
    if (addresses.isEmpty()) {
      return PacketExpr.and(ends.isWorld(side), PacketExpr.holds(ELSEWHERE));
    }
    List<PacketExpr> each = new ArrayList<>();
    addresses.forEach(address -> each.add(PacketExpr.inPrefix(side, Cidr.of(address))));
    return PacketExpr.and(ends.isWorld(side), PacketExpr.or(each));
  }

  /** The end is the API server. */
  PacketExpr is(Side side) {
    return PacketExpr.or(isHost(side), isOutside(side));
  }
}
