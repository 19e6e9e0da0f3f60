package dev.canreach.sets;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The ends of maps, and the points at which they are. */
final class MapEnds {
  private MapEnds() {}

  /** The ends that some of the atoms tell apart: classes in the order of their least members, then outside addresses. */
  static List<MapEnd> of(Network network, Atoms atoms, AddressAtoms addressAtoms) {
    List<MapEnd> ends = new ArrayList<>();
    EndpointClasses.of(network.endpoints(), atoms, addressAtoms)
        .classes()
        .stream()
        .filter(members -> ReachabilityMap.isEnd(network.endpoint(members.representative())))
        .forEach(members -> ends.add(new MapEnd.Listed(members)));
    AddressSet inside = network.owned().union(network.known());
    for (int atom = 0; atom < addressAtoms.count(); atom++) {
      AddressSet free = addressAtoms.addresses(atom).minus(inside);
      if (!free.isEmpty()) {
        ends.add(new MapEnd.Outside(free));
      }
    }
    return List.copyOf(ends);
  }

  /** The points of an end: one for each kind of address that it has in the family. */
  static List<Point> points(Network network, MapEnd end, IpFamily family, AddressAtoms atoms) {
    return switch (end) {
      case MapEnd.Listed listed -> points(network.endpoint(listed.members().representative()), family, atoms);
      case MapEnd.Outside outside -> {
        Address first = outside.addresses().ranges().get(0).first();
        yield first.family() == family
            ? List.of(new Point(network.outside().index(), atoms.of(first), false))
            : List.of();
      }
    };
  }

  /** The points of an endpoint that has addresses of its own. */
  static List<Point> points(Endpoint endpoint, IpFamily family, AddressAtoms atoms) {
    if (!endpoint.speaks(family)) {
      return List.of();
    }
    SortedSet<Integer> where = new TreeSet<>();
    endpoint.addresses().stream().filter(a -> a.family() == family).forEach(a -> where.add(atoms.of(a)));
    if (where.isEmpty()) {
      where.add(Point.UNKNOWN);
    }
    return where.stream().map(atom -> new Point(endpoint.index(), atom, false)).toList();
  }
}
