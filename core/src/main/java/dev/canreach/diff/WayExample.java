package dev.canreach.diff;

import dev.canreach.model.Origin;
import dev.canreach.packet.Packet;
import java.util.List;

/**
 * One packet that an entry forwards to a receiver in one of two networks and not in the other.
 *
 * @param from the id of the endpoint that sends it, or its address where it comes from outside
 * @param via the id of the entry that it is sent to
 * @param to the id of the endpoint that receives it
 * @param sent the packet as it is sent, in the network in which it arrives
 * @param arrives the packet as it arrives
 * @param by what forwards it
 * @param blockedBy what blocks it in the other network; empty where no way leads there
 */
public record WayExample(String from, String via, String to, Packet sent, Packet arrives, Origin by,
    List<Origin> blockedBy) {

  /** Copies the list. */
  public WayExample {
    blockedBy = List.copyOf(blockedBy);
  }
}
