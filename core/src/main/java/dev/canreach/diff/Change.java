package dev.canreach.diff;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections that arrive in one of two networks and not in the other: from every end of the one side to every other end
 * of the other side.
 *
 * @param from the ends that open them
 * @param to the ends that they are opened to
 * @param traffic the packets, by family; none of the sets is empty
 * @param example one of the connections
 */
public record Change(Ends from, Ends to, SortedMap<IpFamily, TrafficSet> traffic, Example example) {

  /** Copies the traffic. */
  public Change {
    traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
  }
}
