package dev.canreach.diff;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections through an entry of the network that arrive in one of two networks and not in the other: from every source,
 * through every entry, to every receiver.
 *
 * @param from the ends that open them
 * @param via the entries that they are opened to: a Service, a node, a gateway; an address where it matters which
 * @param to the ids of the endpoints that receive them
 * @param traffic the packets as they are sent, by family; none of the sets is empty
 * @param example one of the connections
 */
public record WayChange(Ends from, List<String> via, List<String> to, SortedMap<IpFamily, TrafficSet> traffic,
    WayExample example) {

  /** Copies the collections. */
  public WayChange {
    via = List.copyOf(via);
    to = List.copyOf(to);
    traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
  }
}
