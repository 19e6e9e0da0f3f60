package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Endpoint;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.HostEndpoint;
import dev.canreach.resource.calico.Selector;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What selectors mean for an end of a packet: they stand for addresses, of pods, of sets and of host endpoints (CALICO/1.6). */
final class Peers {
  private final ThingIndex index;
  private final List<Endpoint> endpoints;
  private final Map<String, Endpoint> nodes = new HashMap<>();
  private final Cluster cluster;
  private final Map<Key, PacketExpr> addresses = new HashMap<>();
  private final Map<Key, PacketExpr> subjects = new HashMap<>();

  private record Key(Selector selector, Side side) {}

  Peers(ThingIndex index, List<Endpoint> endpoints, Cluster cluster) {
    this.index = index;
    this.endpoints = endpoints;
    this.cluster = cluster;
    cluster.nodes()
        .all()
        .forEach(node -> endpoints.stream()
            .filter(endpoint -> endpoint.id().equals(node.id()))
            .findFirst()
            .ifPresent(endpoint -> nodes.put(node.name(), endpoint)));
  }

  ThingIndex index() {
    return index;
  }

  /** The id of the endpoint with this index. */
  String id(int endpoint) {
    return endpoints.get(endpoint).id();
  }

  /** The indexes of the nodes. */
  List<Integer> nodes() {
    return nodes.values().stream().map(Endpoint::index).sorted().toList();
  }

  /** The endpoint of a node. */
  Optional<Endpoint> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** The end is a pod that the selector selects. */
  PacketExpr pods(Selector selector, Side side) {
    return subjects.computeIfAbsent(new Key(selector, side), key -> select(selector, side, false));
  }

  /** The end's address is one that the selector selects. */
  PacketExpr addresses(Selector selector, Side side) {
    return addresses.computeIfAbsent(new Key(selector, side), key -> select(selector, side, true));
  }

  private PacketExpr select(Selector selector, Side side, boolean everything) {
    ThingIndex.Selected selected = index.select(selector);
    BitSet members = new BitSet();
    List<PacketExpr> ways = new ArrayList<>();
    selected.possible().stream().forEach(i -> {
      boolean certain = selected.certain().get(i);
      PacketExpr condition = certain ? PacketExpr.TRUE : index.condition(selector, i, side);
      switch (index.thing(i).what()) {
        case Thing.What.OfPod pod -> add(pod.endpoint(), condition, side, members, ways);
        case Thing.What.OfFuture future -> add(future.endpoint(), condition, side, members, ways);
        case Thing.What.OfSet set -> {
          if (everything) {
            if (!set.accepted().equals(PacketExpr.TRUE)) {
              // blocks that Calico refuses may hold any address
              ways.add(PacketExpr.and(set.accepted(), condition));
            } else {
              set.set()
                  .nets()
                  .forEach(net -> ways.add(PacketExpr.and(condition, inBlock(net, side, set.set().span()))));
            }
          }
        }
        case Thing.What.OfHost host -> {
          if (everything) {
            ways.add(PacketExpr.and(host.accepted(), condition, isHost(host, side)));
          }
        }
      }
    });
    ways.add(0, cluster.selectors().isEndpoint(side, members));
    return PacketExpr.or(ways);
  }

  private static void add(int endpoint, PacketExpr condition, Side side, BitSet members, List<PacketExpr> ways) {
    if (condition.equals(PacketExpr.TRUE)) {
      members.set(endpoint);
    } else {
      ways.add(PacketExpr.and(PacketExpr.isEndpoint(side, EndpointSet.of(endpoint)), condition));
    }
  }

  /** The end's address lies in the block. */
  PacketExpr inBlock(Cidr block, Side side, Span span) {
    return cluster.blocks().contain(side, new IpBlock(block, List.of(), span));
  }

  /** A host endpoint is known by its addresses; one without addresses is never a peer (CALICO/1.7). */
  private PacketExpr isHost(Thing.What.OfHost thing, Side side) {
    HostEndpoint host = thing.host();
    if (thing.refused().touch("spec.expectedIPs")) {
      return thing.refused().mayMean("has this address");
    }
    List<PacketExpr> ways = new ArrayList<>();
    if (thing.isOpen(HostCoverage.NODE, host.node()) && !host.addresses().isEmpty()) {
      ways.add(PacketExpr.and(cluster.selectors().isEndpoint(side, unaddressed()),
          thing.refused().mayMean("is on this node")));
    }
    for (Address address : host.addresses()) {
      ways.add(PacketExpr.inPrefix(side, Cidr.of(address)));
    }
    Endpoint node = nodes.get(host.node());
    if (node != null && node.addresses().isEmpty() && !host.addresses().isEmpty()) {
      ways.add(PacketExpr.isEndpoint(side, EndpointSet.of(node.index())));
    }
    return PacketExpr.or(ways);
  }

  /**
   * The end is an endpoint that the selector selects, and the port is one that it declares under this name, with the packet's
   * protocol (CALICO/1.8).
   */
  PacketExpr namedPort(String name, Selector selector, Side side) {
    Field field = side == Side.SOURCE ? Field.SOURCE_PORT : Field.DESTINATION_PORT;
    Map<DeclaredPort, BitSet> declared = new TreeMap<>(
        Comparator.comparing(DeclaredPort::protocol).thenComparingInt(DeclaredPort::port));
    List<PacketExpr> ways = new ArrayList<>();
    ThingIndex.Selected selected = index.select(selector);
    selected.possible().stream().forEach(i -> {
      PacketExpr condition = selected.certain().get(i) ? PacketExpr.TRUE : index.condition(selector, i, side);
      switch (index.thing(i).what()) {
        case Thing.What.OfPod pod -> endpoints.get(pod.endpoint())
            .ports()
            .stream()
            .filter(port -> port.name().equals(name))
            .forEach(port -> {
              if (condition.equals(PacketExpr.TRUE)) {
                declared.computeIfAbsent(port, key -> new BitSet()).set(pod.endpoint());
              } else {
                ways.add(PacketExpr.and(PacketExpr.isEndpoint(side, EndpointSet.of(pod.endpoint())), condition,
                    at(port.protocol(), port.port(), field)));
              }
            });
        case Thing.What.OfFuture future ->
            ways.add(PacketExpr.and(PacketExpr.isEndpoint(side, EndpointSet.of(future.endpoint())), condition,
                cluster.namedPorts().future(name)));
        case Thing.What.OfHost host -> host.host()
            .ports()
            .stream()
            .filter(port -> port.name().equals(name))
            .forEach(port -> ways.add(PacketExpr.and(host.accepted(), isHost(host, side), condition,
                at(port.protocol(), port.port(), field))));
        case Thing.What.OfSet set -> {
          // a set declares no ports
        }
      }
    });
    declared.forEach((port, members) -> ways.add(
        PacketExpr.and(cluster.selectors().isEndpoint(side, members), at(port.protocol(), port.port(), field))));
    return PacketExpr.or(ways);
  }

  /** The nodes of which the input says no address. */
  private BitSet unaddressed() {
    BitSet members = new BitSet();
    nodes.values().stream().filter(node -> node.addresses().isEmpty()).forEach(node -> members.set(node.index()));
    return members;
  }

  private static PacketExpr at(Protocol protocol, int port, Field field) {
    return PacketExpr.and(PacketExpr.is(protocol), PacketExpr.is(field, port));
  }
}
