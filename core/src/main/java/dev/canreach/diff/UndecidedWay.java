package dev.canreach.diff;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Connections through an entry that may have been opened or closed.
 *
 * @param from the ends that open them
 * @param via the entries that they are opened to
 * @param to the ids of the endpoints that receive them
 * @param traffic the packets as they are sent, by family; none of the sets is empty
 * @param open what the connections depend on
 */
public record UndecidedWay(Ends from, List<String> via, List<String> to, SortedMap<IpFamily, TrafficSet> traffic,
    SortedSet<Assumption> open) {

  /** Copies the collections. */
  public UndecidedWay {
    via = List.copyOf(via);
    to = List.copyOf(to);
    traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }
}
