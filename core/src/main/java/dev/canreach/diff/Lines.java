package dev.canreach.diff;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Pairs of ends with the same changed traffic, collected row by row and merged where whole rows are alike. */
final class Lines {
  private final List<JointEnd> ends;
  private final Map<List<Group>, BitSet> rows = new LinkedHashMap<>();
  private final Map<SortedMap<IpFamily, TrafficSet>, BitSet> row = new LinkedHashMap<>();

  Lines(List<JointEnd> ends) {
    this.ends = ends;
  }

  /** Destinations with the same traffic. */
  private record Group(SortedMap<IpFamily, TrafficSet> traffic, BitSet to) {}

  /** Every pair of one of the sources and another one of the destinations. */
  record Line(BitSet from, BitSet to, SortedMap<IpFamily, TrafficSet> traffic) {}

  /** Adds a destination to the current row. */
  void add(int to, SortedMap<IpFamily, TrafficSet> traffic) {
    if (!traffic.isEmpty()) {
      row.computeIfAbsent(traffic, key -> new BitSet()).set(to);
    }
  }

  /** Ends the row of a source. */
  void end(int from) {
    if (!row.isEmpty()) {
      List<Group> groups = new ArrayList<>();
      row.forEach((traffic, to) -> groups.add(new Group(traffic, to)));
      row.clear();
      rows.computeIfAbsent(groups, key -> new BitSet()).set(from);
    }
  }

  /**
   * All lines, in the order of their first sources. A single endpoint is no destination of its own; where its row is like
   * no other one, it is counted to its largest group, so that rows of neighbours can be merged.
   */
  List<Line> merged() {
    Map<List<Group>, BitSet> alike = new LinkedHashMap<>();
    rows.forEach((groups, from) -> {
      int first = from.nextSetBit(0);
      boolean single = from.cardinality() == 1 && ends.get(first).members().size() == 1;
      alike.computeIfAbsent(single ? completed(groups, first) : groups, key -> new BitSet()).or(from);
    });
    List<Line> lines = new ArrayList<>();
    alike.forEach((groups, from) -> groups.forEach(group -> lines.add(new Line(from, group.to(), group.traffic()))));
    lines.sort(Comparator.comparingInt(line -> line.from().nextSetBit(0)));
    return lines;
  }

  private static List<Group> completed(List<Group> groups, int from) {
    Group largest = groups.stream().max(Comparator.comparingInt(group -> group.to().cardinality())).orElseThrow();
    return groups.stream().map(group -> {
      BitSet to = (BitSet) group.to().clone();
      to.set(from, to.get(from) || group.equals(largest));
      return new Group(group.traffic(), to);
    }).toList();
  }
}
