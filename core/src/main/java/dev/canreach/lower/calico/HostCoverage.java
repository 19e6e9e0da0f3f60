package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.HostEndpoint;
import dev.canreach.resource.calico.Selector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which traffic passes which host endpoint (CALICO/1.10, CALICO/CAX-6). The only host endpoint of a node is taken to be on
 * the interface that its traffic passes; of several, nobody knows which one it is.
 */
final class HostCoverage {
  private static final Assumption ON_THE_WAY = Assumption.defaulted("interface",
      "what nodes exchange with others passes the interfaces of their host endpoints",
      "use host endpoints with interface `*`", true);

  /** The field with the node of a host endpoint. */
  static final String NODE = "spec.node";

  private static final String INTERFACE = "spec.interfaceName";

  private final Cluster cluster;
  private final List<Covering> all = new ArrayList<>();

  /**
   * A host endpoint of a node in the input.
   *
   * @param host the object
   * @param thing its number among the things that selectors select
   * @param node the index of its node
   * @param when when the traffic of the node with others passes it
   */
  record Covering(HostEndpoint host, int thing, int node, PacketExpr when) {
    /** Whether it is on every interface of the host, those of pods included. */
    boolean everywhere() {
      return host.everywhere();
    }

    Covering only(PacketExpr condition) {
      return new Covering(host, thing, node, PacketExpr.and(when, condition));
    }
  }

  HostCoverage(List<Thing> things, Peers peers, Cluster cluster) {
    this.cluster = cluster;
    Map<Integer, List<Integer>> byNode = new TreeMap<>();
    List<Integer> anywhere = new ArrayList<>();
    for (int i = 0; i < things.size(); i++) {
      int number = i;
      if (things.get(i).what() instanceof Thing.What.OfHost host) {
        if (host.isOpen(NODE, host.host().node())) {
          anywhere.add(number);
        } else {
          peers.node(host.host().node())
              .ifPresent(node -> byNode.computeIfAbsent(node.index(), key -> new ArrayList<>()).add(number));
        }
      }
    }
    if (!anywhere.isEmpty()) {
      peers.nodes().forEach(node -> byNode.computeIfAbsent(node, key -> new ArrayList<>()));
    }
    byNode.forEach((node, numbers) -> {
      List<PacketExpr> named = new ArrayList<>();
      for (int number : anywhere) {
        Thing.What.OfHost what = (Thing.What.OfHost) things.get(number).what();
        PacketExpr here = PacketExpr.and(what.accepted(),
            what.refused().mayMean("is what traffic of `" + peers.id(node) + "` passes"));
        named.add(here);
        cover(what, number, node, here, here);
      }
      PacketExpr other = PacketExpr.not(PacketExpr.or(named));
      for (int number : numbers) {
        Thing.What.OfHost what = (Thing.What.OfHost) things.get(number).what();
        if (!what.host().everywhere()) {
          PacketExpr when = PacketExpr
              .and(other, PacketExpr.holds(numbers.size() == 1 ? ON_THE_WAY : passes(what.host())));
          named.add(when);
        }
      }
      PacketExpr rest = PacketExpr.not(PacketExpr.or(named));
      for (int number : numbers) {
        Thing.What.OfHost what = (Thing.What.OfHost) things.get(number).what();
        PacketExpr passed = PacketExpr.holds(numbers.size() == 1 ? ON_THE_WAY : passes(what.host()));
        cover(what, number, node, PacketExpr.and(what.accepted(), other, passed),
            PacketExpr.and(what.accepted(), rest));
      }
    });
  }

  /**
   * Adds a host endpoint of a node; one whose interface could not be read may be on all of them.
   *
   * @param named when traffic passes its interface, if it has one
   * @param everywhere when traffic passes it if it is on all of them
   */
  private void cover(Thing.What.OfHost what, int thing, int node, PacketExpr named, PacketExpr everywhere) {
    HostEndpoint host = what.host();
    boolean open = what.isOpen(INTERFACE, host.interfaceName());
    PacketExpr all = open
        ? what.refused().mayMean("is on every interface")
        : PacketExpr.constant(host.everywhere());
    add(new Covering(host.on(HostEndpoint.EVERY_INTERFACE), thing, node, PacketExpr.and(everywhere, all)));
    add(new Covering(open ? host.on("") : host, thing, node, PacketExpr.and(named, PacketExpr.not(all))));
  }

  private void add(Covering covering) {
    if (!covering.when().equals(PacketExpr.FALSE)) {
      all.add(covering);
    }
  }

  private static Assumption passes(HostEndpoint host) {
    return Assumption.open("interface", "the packet passes the interface of `" + host.id() + "`",
        "use one host endpoint for each node, with interface `*`");
  }

  /** Every host endpoint of a node in the input. */
  List<Covering> all() {
    return all;
  }

  /** The host endpoints that a selector selects, or might select. */
  List<Covering> selected(Selector selector, ThingIndex index) {
    ThingIndex.Selected selected = index.select(selector);
    return all.stream()
        .filter(covering -> selected.possible().get(covering.thing()))
        .map(covering -> selected.certain().get(covering.thing())
            ? covering
            : covering.only(index.condition(selector, covering.thing(), Side.SOURCE)))
        .toList();
  }

  /** The end is the host itself: its node, or a pod on the node's network. */
  PacketExpr host(int node, Side side) {
    return PacketExpr.isEndpoint(side, cluster.placement().host(node));
  }

  /** The end is a pod of the node. */
  PacketExpr pods(int node, Side side) {
    return PacketExpr.isEndpoint(side,
        EndpointSet.of(cluster.placement().podsByNode().getOrDefault(node, new BitSet())));
  }

  /** The end is neither the host nor one of its pods. */
  PacketExpr elsewhere(int node, Side side) {
    return PacketExpr.not(PacketExpr.or(host(node, side), pods(node, side)));
  }

  /** The predicate for each of some host endpoints. */
  static PacketExpr any(List<Covering> coverings, Function<Covering, PacketExpr> traffic) {
    return PacketExpr.or(
        coverings.stream().map(covering -> PacketExpr.and(covering.when(), traffic.apply(covering))).toList());
  }

  /** The ends are the hosts of some host endpoints, as one set where nothing else tells them apart. */
  PacketExpr hosts(List<Covering> coverings, Side side) {
    Map<PacketExpr, BitSet> members = new LinkedHashMap<>();
    for (Covering covering : coverings) {
      BitSet together = members.computeIfAbsent(covering.when(), when -> new BitSet());
      cluster.placement().host(covering.node()).stream().forEach(together::set);
    }
    List<PacketExpr> ways = new ArrayList<>();
    members.forEach((when, set) -> ways.add(PacketExpr.and(when, PacketExpr.isEndpoint(side, EndpointSet.of(set)))));
    return PacketExpr.or(ways);
  }
}
