package dev.canreach.diff;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Changed ways, collected receiver by receiver and merged where sources and traffic are alike. */
final class WayLines {
  private final Map<Key, Map<Entry, SortedSet<String>>> groups = new LinkedHashMap<>();
  private final Map<SortedMap<IpFamily, TrafficSet>, BitSet> current = new LinkedHashMap<>();

  private record Key(BitSet from, SortedMap<IpFamily, TrafficSet> traffic) {}

  /** Ways from each of the sources over each of the entries to each of the receivers. */
  record Line(BitSet from, List<Entry> via, List<String> to, SortedMap<IpFamily, TrafficSet> traffic) {}

  /** Adds a source of the current entry and receiver. */
  void add(int from, SortedMap<IpFamily, TrafficSet> traffic) {
    if (!traffic.isEmpty()) {
      current.computeIfAbsent(traffic, key -> new BitSet()).set(from);
    }
  }

  /** Ends an entry and receiver. */
  void end(Entry entry, String receiver) {
    current.forEach((traffic, from) -> groups.computeIfAbsent(new Key(from, traffic), key -> new LinkedHashMap<>())
        .computeIfAbsent(entry, key -> new TreeSet<>())
        .add(receiver));
    current.clear();
  }

  List<Line> merged() {
    List<Line> lines = new ArrayList<>();
    groups.forEach((key, byEntry) -> {
      Map<SortedSet<String>, List<Entry>> alike = new LinkedHashMap<>();
      byEntry.forEach((entry, to) -> {
        // what is said of an entry as a whole is not said again of each of its addresses
        SortedSet<String> whole = byEntry.getOrDefault(new Entry(entry.id(), Optional.empty()), new TreeSet<>());
        if (entry.address().isEmpty() || !whole.containsAll(to)) {
          alike.computeIfAbsent(to, set -> new ArrayList<>()).add(entry);
        }
      });
      alike.forEach((to, via) -> lines.add(new Line(key.from(), via, List.copyOf(to), key.traffic())));
    });
    return lines;
  }
}
