package dev.canreach.sets;

import dev.canreach.packet.EndpointSet;

/**
 * Endpoints that nothing in the network distinguishes: what is true of one as an end of packets is true of all.
 *
 * @param members the endpoints; not empty
 */
public record EndpointClass(EndpointSet members) {

  /** The least member: it stands for all. */
  public int representative() {
    return members.next(0);
  }

  /** Whether there is a pair of two different members. */
  public boolean hasPairs() {
    return members.size() > 1;
  }
}
