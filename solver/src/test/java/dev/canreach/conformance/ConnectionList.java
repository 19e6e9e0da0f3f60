package dev.canreach.conformance;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who connects to whom on what, as lists of lines write it. A peer is a name or an address range; ranges are cut at the
 * ends of every range of both lists before two lists are compared, so that only the meaning counts.
 */
final class ConnectionList {
  /** Ports that a proxy of a mesh answers on itself, whatever its policies say (ISTIO/I-2.3). */
  private static final List<Integer> PROXY_PORTS = List.of(15020, 15021, 15090);

  private final Map<Pair, Ports> connections = new TreeMap<>();
  private final List<Integer> notCompared = new ArrayList<>();

  /** Two peers as written. */
  private record Pair(String from, String to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
  }

  /** Adds a connection; several for one pair are united, and a peer's connections to itself are left out. */
  void add(String from, String to, Ports ports) {
    if (!from.equals(to) && !ports.isEmpty()) {
      connections.computeIfAbsent(new Pair(from, to), pair -> new Ports()).add(ports);
    }
  }

  /** This list, as one of a mesh: the ports of the proxies themselves are not compared. */
  ConnectionList ofMesh() {
    notCompared.addAll(PROXY_PORTS);
    return this;
  }

  /** The differences between this expected list and the actual one, a line each, at most ten. */
  List<String> differences(ConnectionList actual) {
    NavigableSet<Address> cuts = new TreeSet<>();
    cuts(cuts);
    actual.cuts(cuts);
    Map<Pair, Ports> expected = split(cuts);
    Map<Pair, Ports> found = actual.split(cuts);
    NavigableSet<Pair> pairs = new TreeSet<>(expected.keySet());
    pairs.addAll(found.keySet());
    List<String> lines = new ArrayList<>();
    for (Pair pair : pairs) {
      Ports left = expected.getOrDefault(pair, new Ports()).withoutTcp(notCompared);
      Ports right = found.getOrDefault(pair, new Ports()).withoutTcp(notCompared);
      if (!left.sameTransport(right) && lines.size() < 10) {
        lines.add(pair.from() + " => " + pair.to() + ": expected [" + left + "] but was [" + right + "]");
      }
    }
    return lines;
  }

  private void cuts(NavigableSet<Address> cuts) {
    for (Pair pair : connections.keySet()) {
      for (String peer : List.of(pair.from(), pair.to())) {
        range(peer).ifPresent(range -> {
          cuts.add(range.first());
          range.last().next().ifPresent(cuts::add);
        });
      }
    }
  }

  private Map<Pair, Ports> split(NavigableSet<Address> cuts) {
    Map<Pair, Ports> result = new TreeMap<>();
    connections.forEach((pair, ports) -> {
      for (String from : pieces(pair.from(), cuts)) {
        for (String to : pieces(pair.to(), cuts)) {
          result.computeIfAbsent(new Pair(from, to), piece -> new Ports()).add(ports);
        }
      }
    });
    return result;
  }

  private static List<String> pieces(String peer, NavigableSet<Address> cuts) {
    Optional<AddressRange> range = range(peer);
    if (range.isEmpty()) {
      return List.of(peer);
    }
    List<String> pieces = new ArrayList<>();
    Address first = range.get().first();
    for (Address cut : cuts.tailSet(first)) {
      if (cut.compareTo(first) > 0 && range.get().contains(cut)) {
        pieces.add(new AddressRange(first, cut.previous().orElseThrow()).toString());
        first = cut;
      }
    }
    pieces.add(new AddressRange(first, range.get().last()).toString());
    return pieces;
  }

  /** The range that a peer names, if it is one. */
  static Optional<AddressRange> range(String peer) {
    int dash = peer.indexOf('-');
    if (dash < 0) {
      return Address.parse(peer).map(address -> new AddressRange(address, address));
    }
    Optional<Address> first = Address.parse(peer.substring(0, dash));
    Optional<Address> last = Address.parse(peer.substring(dash + 1));
    return first.isPresent() && last.isPresent()
        ? Optional.of(new AddressRange(first.get(), last.get()))
        : Optional.empty();
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }
}
