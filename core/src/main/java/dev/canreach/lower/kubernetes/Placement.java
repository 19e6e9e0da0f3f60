package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which endpoint runs on which node, as far as the input says. */
public final class Placement {
  /** Client and backend share a node; without a default, because Services with a local policy depend on it (K8S/S-10). */
  private static final Assumption TOGETHER = Assumption.open("placement",
      "the pods run on the node that the packet comes from or arrives at", "set `spec.nodeName` of the pods");
  /** A node, or a pod on its network, and the pod that it talks to share a node (K8S/N-22). */
  private static final Assumption OWN_NODE = Assumption.defaulted("own node",
      "the packet comes from the very node that the pod runs on", "set `spec.nodeName` of the pods", false);

  private final SortedMap<Integer, BitSet> nodePods = new TreeMap<>();
  private final SortedMap<Integer, BitSet> nodeHosts = new TreeMap<>();
  private final BitSet wanderingPods = new BitSet();
  private final BitSet wanderingHosts = new BitSet();
  private final BitSet nodes = new BitSet();
  private final List<Endpoint> endpoints;

  Placement(List<Endpoint> endpoints, Map<String, PodClass> pods, NodeClasses classes) {
    this.endpoints = endpoints;
    Map<String, Integer> indexes = new TreeMap<>();
    endpoints.forEach(endpoint -> indexes.put(endpoint.id(), endpoint.index()));
    classes.all().forEach(node -> indexes.computeIfPresent(node.id(), (id, index) -> {
      nodes.set(index);
      return index;
    }));
    for (Endpoint endpoint : endpoints) {
      PodClass pod = pods.get(endpoint.id());
      if (pod != null || endpoint.role() == Role.FUTURE) {
        place(endpoint);
      }
    }
  }

  private void place(Endpoint endpoint) {
    BitSet members = endpoint.hostNetwork() ? wanderingHosts : wanderingPods;
    if (endpoint.node().isPresent()) {
      SortedMap<Integer, BitSet> placed = endpoint.hostNetwork() ? nodeHosts : nodePods;
      members = placed.computeIfAbsent(endpoint.node().getAsInt(), key -> new BitSet());
    }
    members.set(endpoint.index());
  }

  /** For each node that runs listed pods: those pods, and the node with what shares its network. */
  public SortedMap<Integer, BitSet> podsByNode() {
    return nodePods;
  }

  /** The node and the pods on its network. */
  public EndpointSet host(int node) {
    BitSet members = (BitSet) nodeHosts.getOrDefault(node, new BitSet()).clone();
    members.set(node);
    return EndpointSet.of(members);
  }

  /** Pods of which the input does not say where they run. */
  public BitSet wanderingPods() {
    return (BitSet) wanderingPods.clone();
  }

  /** The node of this id and the pods on its network; empty for a node without an endpoint. */
  public BitSet hosts(String node) {
    BitSet members = new BitSet();
    endpoints.stream().filter(endpoint -> endpoint.id().equals(node)).findFirst().ifPresent(endpoint -> {
      members.or(nodeHosts.getOrDefault(endpoint.index(), new BitSet()));
      members.set(endpoint.index());
    });
    return members;
  }

  /** The packet comes from the pod's own node although the input does not say so (K8S/N-22); false by default. */
  public PacketExpr ownNodeByChance() {
    return ownNodeByChance(Side.SOURCE);
  }

  /**
   * One end is the node, or shares the network of the node, that the pod at the other end runs on (CILIUM/2.2); where the
   * input does not say, it is another node by default.
   *
   * @param host the side of the node
   */
  public PacketExpr ownNode(Side host) {
    List<PacketExpr> pairs = new ArrayList<>();
    nodePods.forEach((node, pods) -> pairs
        .add(PacketExpr.and(is(host.other(), pods), PacketExpr.isEndpoint(host, host(node)))));
    pairs.add(ownNodeByChance(host));
    return PacketExpr.or(pairs);
  }

  /** One end is the node of the pod at the other end although the input does not say so; false by default. */
  public PacketExpr ownNodeByChance(Side host) {
    BitSet placed = new BitSet();
    nodePods.values().forEach(placed::or);
    BitSet everyHost = (BitSet) nodes.clone();
    nodeHosts.values().forEach(everyHost::or);
    everyHost.or(wanderingHosts);
    PacketExpr pairs = PacketExpr.or(
        PacketExpr.and(is(host, everyHost), is(host.other(), wanderingPods)),
        PacketExpr.and(is(host, wanderingHosts), is(host.other(), placed)));
    return PacketExpr.and(pairs, PacketExpr.holds(OWN_NODE));
  }

  /** The packet's source runs on the same node as this endpoint, or is its node (K8S/S-10). */
  public PacketExpr sourceSharesNode(int endpoint) {
    BitSet wandering = (BitSet) wanderingPods.clone();
    wandering.or(wanderingHosts);
    if (wandering.get(endpoint)) {
      return PacketExpr.holds(TOGETHER);
    }
    int node = endpoints.get(endpoint).node().orElse(endpoint);
    BitSet together = (BitSet) nodePods.getOrDefault(node, new BitSet()).clone();
    together.or(nodeHosts.getOrDefault(node, new BitSet()));
    together.set(node);
    return PacketExpr.or(is(Side.SOURCE, together),
        PacketExpr.and(is(Side.SOURCE, wandering), PacketExpr.holds(TOGETHER)));
  }

  /** The endpoint runs on this node (K8S/S-09). */
  public PacketExpr runsOn(int endpoint, int node) {
    if (endpoint == node) {
      return PacketExpr.TRUE;
    }
    if (endpoints.get(endpoint).node().isEmpty() || endpoints.get(node).id().equals(NodeClass.SOME)) {
      return PacketExpr.holds(TOGETHER);
    }
    return PacketExpr.constant(endpoints.get(endpoint).node().getAsInt() == node);
  }

  private static PacketExpr is(Side side, BitSet members) {
    return PacketExpr.isEndpoint(side, EndpointSet.of(members));
  }
}
