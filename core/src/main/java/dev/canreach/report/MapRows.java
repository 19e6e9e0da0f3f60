package dev.canreach.report;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Selection;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.MapEnd;
import dev.canreach.sets.ReachabilityMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The wanted part of a map, row by row. Not thread-safe. */
final class MapRows {
  private final Network network;
  private final ReachabilityMap map;
  private final Selection from;
  private final Selection to;
  private final BitSet sources = new BitSet();
  private final BitSet destinations = new BitSet();
  private @Nullable List<Line> merged;

  MapRows(Network network, Selection from, Selection to) {
    this.network = network;
    this.map = new ReachabilityMap(network, Valuation.DEFAULT);
    this.from = from;
    this.to = to;
    for (int end = 0; end < map.ends().size(); end++) {
      sources.set(end, from.wants(map.ends().get(end)));
      destinations.set(end, to.wants(map.ends().get(end)));
    }
  }

  /** Destinations that several sources reach alike. */
  record Line(BitSet from, BitSet to, FamilyTraffic traffic) {}

  /** The positions of the wanted sources, in order. */
  BitSet sources() {
    return (BitSet) sources.clone();
  }

  /** Destinations that one source reaches on the same traffic, which may be none. */
  record Reach(FamilyTraffic traffic, BitSet to) {}

  /** The wanted destinations of one source, grouped by traffic. */
  List<Reach> row(int source) {
    List<Reach> row = new ArrayList<>();
    for (ReachabilityMap.Group group : map.row(source)) {
      BitSet wanted = new BitSet();
      group.to().filter(destinations::get).forEach(wanted::set);
      if (!wanted.isEmpty()) {
        row.add(new Reach(group.traffic(), wanted));
      }
    }
    return row;
  }

  /**
   * Every row, with the sources that reach the same destinations on the same traffic merged. A source with one member is
   * no destination of its own; so that it can be merged with its neighbours it is counted to its largest group.
   */
  List<Line> merged() {
    List<Line> known = merged;
    if (known == null) {
      known = merge();
      merged = known;
    }
    return known;
  }

  private List<Line> merge() {
    Map<List<Reach>, BitSet> alike = new LinkedHashMap<>();
    for (int source = sources.nextSetBit(0); source >= 0; source = sources.nextSetBit(source + 1)) {
      alike.computeIfAbsent(completed(source), key -> new BitSet()).set(source);
    }
    List<Line> lines = new ArrayList<>();
    alike.forEach((groups, members) -> groups.forEach(group -> {
      boolean onlyItself = members.cardinality() == 1 && group.to().equals(members) && !hasPairs(members.nextSetBit(0));
      if (!group.traffic().isEmpty() && !onlyItself) {
        lines.add(new Line(members, group.to(), group.traffic()));
      }
    }));
    return lines;
  }

  private List<Reach> completed(int source) {
    List<Reach> row = row(source);
    boolean reached = row.stream().anyMatch(reach -> reach.to().get(source));
    if (destinations.get(source) && !reached && !row.isEmpty()) {
      Reach largest = row.stream().max(Comparator.comparingInt(reach -> reach.to().cardinality())).orElseThrow();
      largest.to().set(source);
    }
    return row;
  }

  private boolean hasPairs(int end) {
    return map.ends().get(end) instanceof MapEnd.Listed listed && listed.members().hasPairs();
  }

  /** The open assumptions that traffic between two ends may depend on. */
  SortedSet<Assumption> open(int source, int destination) {
    return map.open(source, destination);
  }

  /** The wanted endpoints of a source. */
  List<Endpoint> sourceMembers(int end) {
    return members(end, from);
  }

  /** The wanted endpoints of a destination. */
  List<Endpoint> destinationMembers(int end) {
    return members(end, to);
  }

  private List<Endpoint> members(int end, Selection scope) {
    return switch (map.ends().get(end)) {
      case MapEnd.Listed listed ->
          listed.members().members().stream().filter(scope::holds).mapToObj(network::endpoint).toList();
      case MapEnd.Outside outside -> List.of();
    };
  }

  /** The wanted outside addresses of a source; empty for listed endpoints. */
  AddressSet sourceAddresses(int end) {
    return addresses(end, from);
  }

  /** The wanted outside addresses of a destination; empty for listed endpoints. */
  AddressSet destinationAddresses(int end) {
    return addresses(end, to);
  }

  private AddressSet addresses(int end, Selection scope) {
    return switch (map.ends().get(end)) {
      case MapEnd.Listed listed -> AddressSet.EMPTY;
      case MapEnd.Outside outside -> outside.addresses().intersect(scope.addresses());
    };
  }

  /** Every endpoint that is an end of the whole map, whatever part is wanted. */
  List<Endpoint> everyone() {
    return map.ends()
        .stream()
        .filter(MapEnd.Listed.class::isInstance)
        .map(MapEnd.Listed.class::cast)
        .flatMap(listed -> listed.members().members().stream().mapToObj(network::endpoint))
        .sorted(Comparator.comparing(Endpoint::id))
        .toList();
  }

  /** Every outside address of the whole map. */
  AddressSet outside() {
    AddressSet all = AddressSet.EMPTY;
    for (MapEnd end : map.ends()) {
      if (end instanceof MapEnd.Outside outside) {
        all = all.union(outside.addresses());
      }
    }
    return all;
  }
}
