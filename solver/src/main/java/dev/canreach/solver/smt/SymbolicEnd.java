package dev.canreach.solver.smt;

import dev.canreach.packet.IpFamily;
import java.util.Map;

/**
 * One end of a symbolic packet. Which endpoint it is, is no variable: questions fix both ends.
 *
 * @param endpoint the index of the endpoint
 * @param places its address, for every family that it may have a packet of
 * @param asSent whether it is the end that the packet was sent with: only such an end has labels of its own
 */
record SymbolicEnd(int endpoint, Map<IpFamily, Place> places, boolean asSent) {

  /** Copies the map. */
  SymbolicEnd {
    places = Map.copyOf(places);
  }
}
