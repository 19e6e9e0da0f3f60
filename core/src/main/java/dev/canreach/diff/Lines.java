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

  /**
   * Ends the row of a source. A single endpoint is no destination of its own; so that its row can be merged with those
   * of its neighbours it is counted to its largest group.
   */
  void end(int from) {
    if (row.isEmpty()) {
      return;
    }
    List<Group> groups = new ArrayList<>();
    row.forEach((traffic, to) -> groups.add(new Group(traffic, to)));
    row.clear();
    boolean single = ends.get(from).members().size() == 1;
    if (single) {
      groups.stream().max(Comparator.comparingInt(group -> group.to().cardinality())).orElseThrow().to().set(from);
    }
    rows.computeIfAbsent(groups, key -> new BitSet()).set(from);
  }

  /** All lines, in the order of their first sources. */
  List<Line> merged() {
    List<Line> lines = new ArrayList<>();
    rows.forEach((groups, from) -> groups.forEach(group -> lines.add(new Line(from, group.to(), group.traffic()))));
    return lines;
  }
}
