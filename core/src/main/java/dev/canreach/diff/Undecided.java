package dev.canreach.diff;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Connections that may have been opened or closed: the input does not say whether.
 *
 * @param from the ends that open them
 * @param to the ends that they are opened to
 * @param traffic the packets, by family; none of the sets is empty
 * @param open what the connections depend on
 */
public record Undecided(Ends from, Ends to, SortedMap<IpFamily, TrafficSet> traffic, SortedSet<Assumption> open) {

  /** Copies the collections. */
  public Undecided {
    traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }
}
