package dev.canreach.lower.cilium;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.ExternalNames;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Endpoint;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.BitSet;
import java.util.Optional;

/** What the ends of packets are to Cilium: pods, nodes, or the world outside (CILIUM/2.2). */
final class Ends {
  private final BitSet pods = new BitSet();
  private final BitSet hosts = new BitSet();
  private final BitSet world = new BitSet();
  private final BitSet strangers = new BitSet();
  private final Cluster cluster;

  Ends(NetworkBuilder network, Cluster cluster) {
    this.cluster = cluster;
    for (Endpoint endpoint : network.endpoints()) {
      kind(endpoint, Optional.ofNullable(cluster.pods().get(endpoint.id()))).set(endpoint.index());
    }
  }

  private BitSet kind(Endpoint endpoint, Optional<PodClass> pod) {
    if (pod.isPresent()) {
      return pod.get().selectable() ? pods : hosts;
    }
    return switch (endpoint.role()) {
      case FUTURE -> pods;
      case NODE -> hosts;
      case OUTSIDE, VIRTUAL, WORKLOAD -> world;
      case IMPLIED -> endpoint.id().startsWith("node/")
          ? hosts
          : endpoint.id().startsWith(ExternalNames.PREFIX) ? world : strangers;
    };
  }

  /** The end is a pod with an address of its own. */
  PacketExpr isPod(Side side) {
    return is(side, pods);
  }

  /** The end is a node, or a pod on its network. */
  PacketExpr isHost(Side side) {
    return is(side, hosts);
  }

  /** The end is an address outside the cluster. */
  PacketExpr isWorld(Side side) {
    return is(side, world);
  }

  /** The end is something whose identity nobody knows, such as a proxy that the input does not list. */
  PacketExpr isStranger(Side side) {
    return is(side, strangers);
  }

  /** The end is a host, and the very node that the pod at the other end runs on. */
  PacketExpr isLocalHost(Side side) {
    return PacketExpr.and(isHost(side), cluster.placement().ownNode(side));
  }

  /** The end is a host, and not the node that the pod at the other end runs on. */
  PacketExpr isRemoteNode(Side side) {
    return PacketExpr.and(isHost(side), PacketExpr.not(cluster.placement().ownNode(side)));
  }

  private static PacketExpr is(Side side, BitSet members) {
    return PacketExpr.isEndpoint(side, EndpointSet.of(members));
  }
}
