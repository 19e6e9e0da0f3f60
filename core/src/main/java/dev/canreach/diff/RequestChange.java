package dev.canreach.diff;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requests that arrive in one of two networks and not in the other, where connections that say nothing do not differ:
 * from every source to every receiver. Other requests may arrive as well.
 *
 * @param from the ends that send them
 * @param via the entries that they are sent to; none where they are sent straight to the receivers
 * @param to the ends that receive them
 * @param traffic the packets that may carry the request of the example, by family; none of the sets is empty
 * @param example one of the requests
 */
public record RequestChange(Ends from, List<String> via, Ends to, SortedMap<IpFamily, TrafficSet> traffic,
    RequestExample example) {

  /** Copies the collections. */
  public RequestChange {
    via = List.copyOf(via);
    traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
  }
}
