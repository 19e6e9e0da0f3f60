package dev.canreach.diff;

import dev.canreach.model.Origin;
import dev.canreach.packet.Packet;
import java.util.List;

/**
 * One request that arrives in one of two networks and not in the other.
 *
 * @param from the id of the endpoint that sends it, or its address where it comes from outside
 * @param via the id of the endpoint that it is sent to, or its address where that is outside
 * @param to the id of the endpoint that receives it
 * @param sent the first packet as it is sent, with what it says, in the network in which it arrives
 * @param arrives the packet as it arrives
 * @param allowedBy the rules that look at what it says and let it through, and what forwards it; none where nothing
 *     is in its way
 * @param blockedBy what blocks it in the other network; empty where no way leads there
 */
public record RequestExample(String from, String via, String to, Packet sent, Packet arrives, List<Origin> allowedBy,
    List<Origin> blockedBy) {

  /** Copies the lists. */
  public RequestExample {
    allowedBy = List.copyOf(allowedBy);
    blockedBy = List.copyOf(blockedBy);
  }
}
